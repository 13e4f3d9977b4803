"""`python -m schemas` prints the reference page of every table, `docs/tables.md`."""

from schemas.to_markdown import to_markdown
from schemas.warehouse import ALL

if __name__ == "__main__":
    print(to_markdown(ALL), end="")
