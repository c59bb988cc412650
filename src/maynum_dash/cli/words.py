"""The words that argparse writes by itself, in French."""

import gettext
import os
from pathlib import Path

DOMAIN = "argparse"
LOCALE = Path(__file__).parents[1] / "locale"


def speak_french() -> None:
    """Make argparse use the catalogue shipped with the project, whatever the language of the machine.

    argparse asks the process-wide catalogue of `gettext` for each of its sentences, and `gettext` follows the
    environment: both are set for this process, which is the command line itself.
    """
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)
