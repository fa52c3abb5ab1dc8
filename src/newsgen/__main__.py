"""``newsgen`` and ``python -m newsgen``: where the process begins. Imports nothing that takes time.

A signal that comes before the commands are loaded ends the process as it ends any other: without a traceback.
"""

import signal


def main() -> None:
    """Runs the command line and exits; never returns."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from newsgen.cli.main import main as run  # noqa: PLC0415 - what takes time

    run()


if __name__ == "__main__":
    main()
