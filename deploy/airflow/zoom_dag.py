"""Zoom into the warehouse, with Meltano: needs Airflow 3, and the project of deploy/meltano where the worker runs.

For several accounts add lines to ACCOUNTS: each gets a DAG, a Meltano state and a Zoom app of its own.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

PROJECT = "/project"

# Name of the account -> name of the plugin in meltano.yml. More of them inherit from the first: `inherit_from: tap-zoom`.
ACCOUNTS = {"main": "tap-zoom"}


def dag_of(account: str, tap: str) -> DAG:
    with DAG(
        dag_id=f"zoom_{account}",
        schedule="20 * * * *",
        start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
        catchup=False,
        # Two runs at a time would begin from one state.
        max_active_runs=1,
        default_args={
            # Not at once: at the daily limit the next run of the schedule goes on.
            "retries": 1,
            "retry_delay": timedelta(minutes=10),
            "execution_timeout": timedelta(hours=12),
        },
        tags=["zoom"],
    ) as dag:
        BashOperator(
            task_id="sync",
            cwd=PROJECT,
            # exec: Airflow's signal must reach Meltano itself.
            bash_command=f"exec meltano --environment prod run {tap} target-postgres",
            append_env=True,
        )
    return dag


for name, plugin in ACCOUNTS.items():
    globals()[f"zoom_{name}"] = dag_of(name, plugin)
