"""What tells a label from a number."""

from transforms.lexicon import Lexicon, alternation


def label_before(lexicon: Lexicon) -> str:
    """A regular expression for what ends the characters before a label: 股票代码为."""
    return alternation(lexicon.forms("language/label_heads")) + "[^,。;、]{0,4}$"
