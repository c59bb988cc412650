"""``python -m maynum_dash`` is the same as ``maynum``."""

import sys

from maynum_dash.cli import main

sys.exit(main())
