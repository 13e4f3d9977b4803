"""Reading nothing costs nothing."""

import subprocess
import sys


def test_libraries_load_when_a_file_of_their_form_is_met():
    told = (
        "import sys, flows.cli, flows.commands.run, flows.sources.read, flows.sources.documents;"
        "print(*{'lxml', 'pypdfium2', 'docx', 'openpyxl', 'pyarrow', 'frontmatter'}"
        " & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
