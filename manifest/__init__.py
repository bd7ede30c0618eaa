"""The Teams app package: manifest, icons, and the script that builds and checks the zip."""
