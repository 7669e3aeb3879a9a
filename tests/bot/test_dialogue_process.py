"""Rasa's environment as the app sees it: trained when something changed, its output read, its faults explained."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bot import dialogue_process
from bot.dialogue_process import DialogueProcessError, environment, is_trained, parse, serve_command, train
from bot.settings import Settings
from knowledge.language import FORMS

FILES = ("config.yml", "domain.yml", "nlu/rules.yml", "nlu/requirements.lock", "nlu/launch.py", "nlu/speedups.py",
         "nlu/without_tensorflow.py", "nlu/components/classifier.py", "knowledge/text.py", "knowledge/encoder.py",
         *(f"nlu/{form}/greet.yml" for form in FORMS))  # fmt: skip


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small stand-in for the project: only what training reads."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"# {name}", encoding="utf-8")
    monkeypatch.setattr(dialogue_process, "ROOT", tmp_path)
    return tmp_path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(build=tmp_path / "build", data=tmp_path / "data")


def rasa(root: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Puts a program in the place of Rasa's interpreter; it gets the same arguments and environment."""
    path = root / "python"
    path.write_text(f"#!{sys.executable}\nimport os, sys\n{program}\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setattr(dialogue_process, "PYTHON", path)


TRAINS = """
from pathlib import Path
out = Path(sys.argv[sys.argv.index("--out") + 1])
print("noise of libraries")
print("[train] 24 intents, ६ भाषाएँ", flush=True)
(out / "next.tar.gz").write_text("model made by " + " ".join(sys.argv[1:5]))
"""


def test_training_makes_the_model_and_stamps_it(
    root: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rasa(root, monkeypatch, TRAINS)
    assert not is_trained(settings)
    train(settings)
    assert is_trained(settings)
    assert settings.model.read_text() == "model made by -m nlu.launch train --force"
    assert capsys.readouterr().out == "[train] 24 intents, ६ भाषाएँ\n"
    assert not list(settings.model.parent.glob("next*"))


@pytest.mark.parametrize("name", FILES)
def test_any_input_that_changes_asks_for_training_again(
    root: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    rasa(root, monkeypatch, TRAINS)
    train(settings)
    (root / name).write_text("बदला हुआ", encoding="utf-8")
    assert not is_trained(settings)


def test_a_new_file_of_examples_asks_for_training_again(
    root: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rasa(root, monkeypatch, TRAINS)
    train(settings)
    (root / "nlu" / "th" / "new.yml").write_text("nlu: []", encoding="utf-8")
    assert not is_trained(settings)


@pytest.mark.parametrize("fault", ["sys.exit('InvalidDomain: intent ทักทาย is missing')", "print('made nothing')"])
def test_a_failed_training_keeps_the_old_model_and_says_what_to_do(
    root: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    rasa(root, monkeypatch, TRAINS)
    train(settings)
    (root / "domain.yml").write_text("changed", encoding="utf-8")
    rasa(root, monkeypatch, fault)
    with pytest.raises(DialogueProcessError, match="make train") as caught:
        train(settings)
    assert "ทักทาย is missing" in str(caught.value) or "made nothing" in str(caught.value)
    assert settings.model.read_text() == "model made by -m nlu.launch train --force"
    assert not is_trained(settings)


def test_messages_are_parsed_in_order_and_noise_is_passed_over(
    root: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rasa(root, monkeypatch, "import json\nprint('loading ...')\nfor line in sys.stdin:\n"
                            "    print(json.dumps({'intent': json.loads(line)['text'], 'confidence': 1}, ensure_ascii=False))")  # fmt: skip
    settings.model.parent.mkdir(parents=True)
    settings.model.touch()
    texts = ["hello", "नमस्ते", "નમસ્તે", "สวัสดี", "namaste\nji", "🙏🏽", "", "loan\u2028\u0085today"]
    assert [row["intent"] for row in parse(settings, texts)] == texts


def test_what_rasa_cannot_load_is_explained(root: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    rasa(root, monkeypatch, "sys.exit('unpickling failed')")
    settings.model.parent.mkdir(parents=True)
    settings.model.touch()
    with pytest.raises(DialogueProcessError, match=r"(?s)unpickling failed.*make train"):
        parse(settings, ["hello"])


def test_a_missing_environment_or_model_is_named_with_the_cure(
    root: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogue_process, "PYTHON", root / "nowhere")
    with pytest.raises(DialogueProcessError, match="make setup"):
        train(settings)
    with pytest.raises(DialogueProcessError, match="make setup"):
        parse(settings, ["hello"])
    rasa(root, monkeypatch, "")
    with pytest.raises(DialogueProcessError, match="make train"):
        parse(settings, ["hello"])


def test_rasa_gets_addresses_and_secrets_and_nothing_else_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TELEGRAM_TOKEN", "DATABASE_URL", "SAHAYAK_SOMETHING", "PYTHONSTARTUP"):
        monkeypatch.setenv(name, "x")
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    got = environment(Settings(action_port=7, action_secret="a" * 9, dialogue_secret="d" * 9))
    assert not {"TELEGRAM_TOKEN", "DATABASE_URL", "SAHAYAK_SOMETHING", "PYTHONSTARTUP"} & set(got)
    assert (got["SAHAYAK_ACTION_URL"], got["SAHAYAK_ACTION_SECRET"]) == ("http://127.0.0.1:7/actions", "a" * 9)
    assert (got["SAHAYAK_DIALOGUE_SECRET"], got["OPENBLAS_CORETYPE"]) == ("d" * 9, "Haswell")


def test_without_a_secret_none_is_empty() -> None:
    """An empty secret would let everybody in."""
    got = environment(Settings())
    assert got["SAHAYAK_ACTION_SECRET"]
    assert got["SAHAYAK_DIALOGUE_SECRET"]


def test_rasa_listens_on_loopback_without_its_own_interfaces() -> None:
    command = serve_command(Settings(dialogue_port=6005))
    assert command[command.index("-i") + 1] == "127.0.0.1"
    assert command[command.index("-p") + 1] == "6005"
    assert "--enable-api" not in command
    assert json.dumps(command).count("nlu/credentials.yml") == 1
