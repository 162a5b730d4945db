"""What a card may be called: `parseModelCard.ts` refuses other names."""

import argparse
import re

RULE = "letters, digits, spaces, dots, hyphens and underscores, beginning with a letter or digit"


def card_name(text):
    if re.fullmatch(r"[^\W_][\w .-]*", text):
        return text
    raise argparse.ArgumentTypeError(f'"{text}" cannot name a card and its folder: {RULE}')
