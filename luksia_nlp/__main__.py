"""`python -m luksia_nlp` is `luksia-nlp`."""

import sys

from luksia_nlp.cli import main

if __name__ == "__main__":
    sys.exit(main())
