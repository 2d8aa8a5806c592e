"""`python3 -m tests.mutation [MODULE…] [--share 0.3]`: the score, and what no test sees."""

import subprocess
import sys

from launcher import environment, site


def main(arguments: list[str]) -> int:
    environment.ensure(development=True)
    command = [str(environment.PYTHON), "-m", "tests.mutation.trial", *arguments]
    with site.surroundings() as env:
        paths = {"PYTHONPATH": f"{environment.ROOT / 'src'}:{environment.ROOT}"}
        env |= {"JALON_TEST_DB": "mutation", **paths}
        return subprocess.run(command, env=env, cwd=environment.ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
