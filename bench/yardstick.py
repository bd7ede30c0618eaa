"""microsoft-agents' echo, the yardstick of P2, in an environment of its own: it is no dependency of the product."""

import subprocess
import sys
from pathlib import Path

PACKAGES = (
    "microsoft-agents-hosting-aiohttp==1.9.0",
    "microsoft-agents-hosting-core==1.9.0",
    "microsoft-agents-authentication-msal==1.9.0",
)


def agents_python(folder: Path) -> str | None:
    """A Python that has it, made once under `folder`; None when it cannot be installed here."""
    python = folder / "bin" / "python"
    if _works(python):
        return str(python)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=False)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]
    if made.returncode == 0 and subprocess.run(pip, check=False).returncode == 0 and _works(python):
        return str(python)
    return None


def _works(python: Path) -> bool:
    test = [str(python), "-c", "import microsoft_agents.hosting.aiohttp"]
    return python.exists() and subprocess.run(test, check=False, capture_output=True).returncode == 0
