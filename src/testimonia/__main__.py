"""``python -m testimonia``: the commands."""

from testimonia.cli import main

if __name__ == "__main__":
    main(prog_name="testimonia")
