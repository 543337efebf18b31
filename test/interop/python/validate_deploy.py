"""Checks deploy/ with the tools' own words: Kubernetes' published schemas, strictly, and Airflow's loader of DAGs.

Exits 1 and names what is wrong.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

DEPLOY = Path(__file__).resolve().parents[3] / "deploy"
# A schema of kustomize is not among Kubernetes' own.
FOREIGN = "kustomize.config.k8s.io/v1beta1"


def kubernetes_problems() -> list[str]:
    import kubernetes_validate
    import yaml

    version = kubernetes_validate.latest_version()
    problems = []
    checked = 0
    for path in sorted((DEPLOY / "kubernetes").rglob("*.yaml")):
        for resource in yaml.safe_load_all(path.read_text()):
            if resource["apiVersion"] == FOREIGN:
                continue
            checked += 1
            try:
                kubernetes_validate.validate(resource, version, strict=True)
            except kubernetes_validate.ValidationError as error:
                problems.append(f"{path.relative_to(DEPLOY)}: {error.message}")
    print(f"{checked} Kubernetes resources, schemas of {version}")
    return problems if checked else ["no Kubernetes resource was found"]


def airflow_problems() -> list[str]:
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(
            AIRFLOW_HOME=home,
            AIRFLOW__CORE__LOAD_EXAMPLES="False",
            AIRFLOW__LOGGING__LOGGING_LEVEL="ERROR",
        )
        import airflow
        from airflow.dag_processing.dagbag import DagBag

        bag = DagBag(str(DEPLOY / "airflow"))
        print(f"{len(bag.dags)} DAGs, Airflow {airflow.__version__}")
        problems = [f"{path}: {error}" for path, error in bag.import_errors.items()]
        for dag in bag.dags.values():
            if dag.max_active_runs != 1 or dag.catchup:
                problems.append(f"{dag.dag_id}: two runs could overlap")
        return problems if bag.dags else [*problems, "no DAG was found"]


if __name__ == "__main__":
    found = [*kubernetes_problems(), *airflow_problems()]
    print("\n".join(found), file=sys.stderr)
    sys.exit(1 if found else 0)
