"""The converted folder: what it holds, when it is made again, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge import convert_model
from knowledge.convert_model import STAMP, ConversionError, convert, main
from knowledge.encoder import SentenceTransformerEncoder, fingerprint


def test_it_is_a_sentence_transformers_folder(folder: Path) -> None:
    read = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.json")}
    config = json.loads(read["config.json"].read_text())
    assert (config["hidden_size"], config["num_hidden_layers"], config["layer_norm_eps"]) == (384, 12, 1e-12)
    prompts = json.loads(read["config_sentence_transformers.json"].read_text())["prompts"]
    assert prompts["query"] == "query: "
    assert prompts["passage"] == "passage: "
    assert json.loads(read["1_Pooling/config.json"].read_text())["pooling_mode_mean_tokens"] is True
    assert [module["path"] for module in json.loads(read["modules.json"].read_text())] == [
        "",
        "1_Pooling",
        "2_Normalize",
    ]
    assert (folder / "model.safetensors").stat().st_mode & 0o444 == 0o444


def test_it_is_made_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "model.safetensors").stat().st_mtime_ns
    assert main([str(folder)]) == 0
    assert "already" in capsys.readouterr().out
    assert (folder / "model.safetensors").stat().st_mtime_ns == before


def test_it_is_made_again_when_the_stamp_differs_and_comes_out_the_same(folder: Path, tmp_path: Path) -> None:
    again = tmp_path / folder.name
    again.mkdir()
    (again / STAMP).write_text("older")
    convert(again)
    assert fingerprint(again) == fingerprint(folder)
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_a_folder_of_someone_else_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine").write_text("keep")
    assert main([str(tmp_path)]) == 1
    assert "was not made by this converter" in capsys.readouterr().err
    assert (tmp_path / "mine").read_text() == "keep"


def test_a_conversion_that_fails_leaves_the_old_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / STAMP).write_text("older")

    def damaged(data: bytes) -> None:
        raise ConversionError("damaged")

    monkeypatch.setattr(convert_model, "unpack", damaged)
    with pytest.raises(ConversionError):
        convert(tmp_path / "model")
    assert (tmp_path / "model" / STAMP).read_text() == "older"


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["--help"]])
def test_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "usage" in capsys.readouterr().err


def test_a_model_without_the_prompts_is_refused(folder: Path, tmp_path: Path) -> None:
    for path in folder.rglob("*"):
        target = tmp_path / path.relative_to(folder)
        if path.is_dir():
            target.mkdir()
        elif path.name != "config_sentence_transformers.json":
            target.symlink_to(path)
    (tmp_path / "config_sentence_transformers.json").write_text('{"prompts": {"query": "query: "}}')
    with pytest.raises(ValueError, match="passage"):
        SentenceTransformerEncoder(tmp_path)


def test_the_fingerprint_is_of_the_model_alone(tmp_path: Path) -> None:
    (tmp_path / "1_Pooling").mkdir()
    (tmp_path / "1_Pooling" / "config.json").write_text("{}")
    before = fingerprint(tmp_path)
    (tmp_path / STAMP).write_text("made of these weights")
    assert fingerprint(tmp_path) == before
    (tmp_path / "1_Pooling" / "config.json").rename(tmp_path / "config.json")
    moved = fingerprint(tmp_path)
    (tmp_path / "config.json").write_text('{"pooling_mode_mean_tokens": true}')
    assert len({before, moved, fingerprint(tmp_path)}) == 3
