"""A model every night: train, behind its gate, then score.

For Apache Airflow 2.7 and later, with spark-submit on the workers. GANGLION_HOME names the folder
of the jar, the settings and the jobs.
"""

import datetime
import os

from airflow import DAG
from airflow.operators.bash import BashOperator

HOME = os.environ.get("GANGLION_HOME", "/opt/ganglion")

# What the exit code of a command says, see the README.
REFUSED = 5

SUBMIT = (
    f"cd {HOME} && spark-submit --properties-file conf/spark-defaults.conf"
    " --class io.ganglion.job.Main ganglion-spark-job.jar"
)

with DAG(
    dag_id="ganglion_boston",
    schedule="15 2 * * *",
    start_date=datetime.datetime(2026, 1, 1),
    catchup=False,
    # A night that takes longer than a day must not meet the next one.
    max_active_runs=1,
    default_args={
        # A run that lost its driver goes on from its last checkpoint. One that failed for a reason
        # of its own (exit codes 2 to 4) fails once more.
        "retries": 1,
        "retry_delay": datetime.timedelta(minutes=5),
    },
) as dag:
    train = BashOperator(
        task_id="train",
        bash_command=f"{SUBMIT} train conf/boston-nightly.yaml",
        # The model of the night before stands: nothing to score anew, and nothing to repeat.
        skip_on_exit_code=REFUSED,
    )
    predict = BashOperator(
        task_id="predict",
        bash_command=(
            f"{SUBMIT} predict --model runs/boston-nightly --data conf/data/boston_test.csv"
            " --output runs/boston-nightly-predictions --overwrite"
        ),
    )
    train >> predict
