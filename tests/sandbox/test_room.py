"""The default limits leave room for what answers may need."""

import pytest

from reglab.sandbox.guest.limits import Limits
from reglab.sandbox.host.package_copy import make_copy
from reglab.sandbox.host.worker import SandboxWorker

pytestmark = pytest.mark.slow

NEEDS = {
    "asyncio": """
import asyncio
import socket


async def echo(text):
    await asyncio.sleep(0.01)
    process = await asyncio.create_subprocess_exec("/bin/echo", text, stdout=-1)
    return (await process.communicate())[0]


async def all_of_them():
    ends = []
    for one in socket.socketpair():
        ends.append(await asyncio.open_connection(sock=one))
    ends[0][1].write(bytes(10**6))
    assert await ends[1][0].readexactly(10**6) == bytes(10**6)
    return await asyncio.gather(*(echo(str(number)) for number in range(6)))


print(len(asyncio.run(all_of_them())))
""",
    "processes": """
import multiprocessing
import subprocess
from concurrent.futures import ThreadPoolExecutor

with multiprocessing.get_context("fork").Pool(8) as pool:
    assert pool.map(abs, [-1, -2]) == [1, 2]
with ThreadPoolExecutor(32) as pool:
    assert list(pool.map(abs, range(-64, 0))) == list(range(64, 0, -1))
assert subprocess.run(["echo", "x"], capture_output=True).stdout == b"x\\n"
files = [open(f"{number}", "w") for number in range(90)]
print(len(files))
""",
    "copies": """
import pathlib
import shutil
import socket
import subprocess
import tempfile

folder = tempfile.mkdtemp(dir="/tmp")
pathlib.Path("one").write_bytes(bytes(10**5))
shutil.copy2("one", "two")
subprocess.run(["cp", "-a", "two", "three"], check=True)
subprocess.run(["mv", "three", folder], check=True)
shutil.copytree(folder, "four")
subprocess.run("cat four/three | cat > five", shell=True, check=True)
first, second = socket.socketpair()
with first, second, open("five", "rb") as file:
    first.sendfile(file, count=1000)
    assert len(second.recv(2000)) == 1000
print(pathlib.Path("five").stat().st_size)
""",
    "scikit-learn": """
import numpy as np
from sklearn.linear_model import LassoCV

x = np.random.default_rng(0).standard_normal((60, 5))
print(LassoCV(n_jobs=2, cv=4).fit(x, x[:, 0]).coef_.shape[0])
""",
    "Keras": """
import keras
import numpy as np
import tensorflow as tf

x = np.random.default_rng(0).random((200, 8), dtype="float32")
y = (x[:, 0] > 0.5).astype("float32")
network = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation="sigmoid")])
network.compile("adam", "binary_crossentropy")
network.fit(x, y, epochs=2, verbose=0)
data = tf.data.Dataset.from_tensor_slices((x, y)).batch(16)
data = data.map(lambda a, b: (2 * a, b), num_parallel_calls=tf.data.AUTOTUNE).prefetch(4)
network.fit(data, epochs=2, verbose=0)
network.save("network.keras")
network.save_weights("network.weights.h5")
print(keras.models.load_model("network.keras").count_params())
""",
}


@pytest.fixture(scope="module")
def worker(tmp_path_factory):
    folder = tmp_path_factory.mktemp("view")
    make_copy(["lasso.soft_threshold"], folder)
    made = SandboxWorker(folder, ["numpy", "keras"])
    yield made
    made.close()


@pytest.mark.parametrize(
    ("need", "prints"),
    [
        ("asyncio", "6"),
        ("processes", "90"),
        ("copies", "100000"),
        ("scikit-learn", "5"),
        ("Keras", "9"),
    ],
)
def test_there_is_room_for(worker, need, prints):
    with worker.session(Limits()) as session:
        answer, _ = session.ask({"ask": "cell", "source": NEEDS[need]}, 120)
    assert "error" not in answer, answer
    assert "stopped" not in answer
    assert answer["printed"].split()[-1] == prints
