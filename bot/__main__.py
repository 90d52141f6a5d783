"""``python -m bot`` is ``tickerbell``."""

import sys

from bot.cli import main

sys.exit(main())
