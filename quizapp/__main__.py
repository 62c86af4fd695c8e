"""Let ``python -m quizapp`` do what the ``quizapp`` command does."""

from quizapp.cli import main

if __name__ == "__main__":
    main()
