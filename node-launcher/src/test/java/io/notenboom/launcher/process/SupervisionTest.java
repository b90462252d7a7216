// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisionTest {

    @TempDir
    Path directory;

    private ProcessSpec script(String name, String script) {
        return new ProcessSpec(
                name,
                List.of("/bin/sh", "-c", script),
                directory.toString(),
                Map.of(),
                directory.resolve(name + ".log").toString(),
                "^READY",
                10);
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static void awaitEnd(long pid) {
        ProcessHandle.of(pid)
                .ifPresent(process ->
                        process.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    }

    @Test
    void startReturnsWhenTheProcessIsReady() {
        try (LocalSupervisor supervisor = new LocalSupervisor(line -> {})) {
            long pid = supervisor.start(script("one", "echo starting; echo READY; exec sleep 60"));

            assertThat(isAlive(pid)).isTrue();
            assertThat(supervisor.processes()).containsEntry("one", pid);
        }
    }

    @Test
    void closeEndsEverything() {
        long pid;
        try (LocalSupervisor supervisor = new LocalSupervisor(line -> {})) {
            pid = supervisor.start(script("one", "echo READY; exec sleep 60"));
        }
        assertThat(isAlive(pid)).isFalse();
    }

    @Test
    void aProcessThatEndsBeforeItIsReadyIsReportedWithTheEndOfItsLog() {
        try (LocalSupervisor supervisor = new LocalSupervisor(line -> {})) {
            assertThatThrownBy(() -> supervisor.start(script("bad", "echo cannot bind; exit 3")))
                    .isInstanceOf(ProcessStartException.class)
                    .hasMessageContaining("bad ended before it was ready")
                    .hasMessageContaining("cannot bind");
            assertThat(supervisor.processes()).isEmpty();
        }
    }

    @Test
    void aProcessThatDiesIsStartedAgain() {
        try (LocalSupervisor supervisor = new LocalSupervisor(line -> {})) {
            long first = supervisor.start(script("one", "echo READY; exec sleep 60"));
            long second = supervisor.killAndAwaitRestart("one");

            assertThat(second).isNotEqualTo(first);
            assertThat(isAlive(second)).isTrue();
        }
    }

    @Test
    void stopDoesNotRestart() {
        try (LocalSupervisor supervisor = new LocalSupervisor(line -> {})) {
            long pid = supervisor.start(script("one", "echo READY; exec sleep 60"));
            supervisor.stop("one");

            assertThat(isAlive(pid)).isFalse();
            assertThat(supervisor.processes()).isEmpty();
        }
    }

    @Test
    void aSupervisorProcessEndsAllWhenItIsClosed() {
        long pid;
        long supervisorPid;
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(directory.resolve("supervisor.pid"))) {
            supervisorPid = supervisor.pid();
            pid = supervisor.start(script("one", "echo READY; exec sleep 60"));
            assertThat(supervisor.reservePort()).isPositive();
            assertThat(supervisor.processes()).containsEntry("one", pid);
        }
        awaitEnd(pid);
        awaitEnd(supervisorPid);
        assertThat(isAlive(pid)).isFalse();
        assertThat(Files.exists(directory.resolve("supervisor.pid"))).isFalse();
    }

    @Test
    void aSupervisorProcessThatIsKeptGoesOnUntilItIsEnded() {
        long pid;
        long supervisorPid;
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(directory.resolve("supervisor.pid"))) {
            supervisorPid = supervisor.pid();
            pid = supervisor.start(script("one", "echo READY; exec sleep 60"));
            supervisor.keep();
        }
        assertThat(isAlive(pid)).isTrue();
        ProcessHandle found =
                SupervisorPidFile.find(directory.resolve("supervisor.pid")).orElseThrow();
        assertThat(found.pid()).isEqualTo(supervisorPid);
        assertThat(found.destroy()).isTrue();
        awaitEnd(supervisorPid);
        awaitEnd(pid);
        assertThat(isAlive(pid)).isFalse();
    }

    @Test
    void aSupervisorProcessReportsAStartThatFails() {
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(directory.resolve("supervisor.pid"))) {
            assertThatThrownBy(() -> supervisor.start(script("bad", "echo no; exit 1")))
                    .isInstanceOf(ProcessStartException.class)
                    .hasMessageContaining("bad ended before it was ready");
        }
    }
}
