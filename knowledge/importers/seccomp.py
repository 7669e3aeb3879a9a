"""Linux refuses a process what a parser never needs: network, other programs, changes to files.

A classic BPF program for the kernel, as numbers; see seccomp(2). Only x86-64 and ARM64 have a table here.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

_ARCHITECTURES: dict[str, tuple[int, tuple[int, ...]]] = {
    # machine -> (AUDIT_ARCH, refused system calls)
    # socket connect socketpair · clone fork vfork execve execveat clone3 · ptrace io_uring_setup ·
    # truncate rename mkdir rmdir link unlink symlink chmod chown mknod, and their …at forms
    "x86_64": (
        0xC000003E,
        tuple(map(int, "41 42 53 56 57 58 59 322 435 101 425 76 82 83 84 86 87 88 90 92 133".split()))
        + tuple(map(int, "258 259 260 263 264 265 266 268 316".split())),
    ),
    "aarch64": (
        0xC00000B7,
        tuple(map(int, "198 203 199 220 221 281 435 117 425 45 33 34 35 36 37 38 53 54 276".split())),
    ),
}
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def confine() -> bool:
    """From here on the calls above fail with EPERM in this process. False where the kernel cannot do it."""
    if platform.machine() not in _ARCHITECTURES:
        return False
    code = _program(*_ARCHITECTURES[platform.machine()])
    buffer = ctypes.create_string_buffer(code)
    program = _Program(len(code) // 8, ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0)


def _program(architecture: int, refused: tuple[int, ...]) -> bytes:
    def step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    # Offsets 4 and 0 of struct seccomp_data: architecture, number of the call. x32 calls have bit 30 set.
    steps = [step(_LOAD, 4), step(_EQUAL, architecture, 1, 0), step(_RETURN, _KILL), step(_LOAD, 0)]
    steps += [step(_AT_LEAST, 0x40000000, len(refused) + 1, 0)]
    steps += [step(_EQUAL, call, len(refused) - place, 0) for place, call in enumerate(refused)]
    return b"".join([*steps, step(_RETURN, _ALLOW), step(_RETURN, _ERROR)])
