// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetachedSupervisorTest {

    private final Path folder;
    private final SupervisorFiles files;

    DetachedSupervisorTest(@TempDir Path folder) {
        this.folder = folder;
        this.files = new SupervisorFiles(folder.resolve("run"));
    }

    @AfterEach
    void end() {
        DetachedSupervisor.find(files).ifPresent(DetachedSupervisor::close);
        assertThat(files.endLeft()).isZero();
    }

    private static boolean runs(long pid) {
        return ProcessHandle.of(pid)
                .map(process -> !ProcessIdentity.of(process).hasEnded())
                .orElse(false);
    }

    private ProcessSpec sleeper(String name) {
        return new ProcessSpec(
                name,
                List.of("sh", "-c", "echo up; exec sleep 600"),
                folder.toString(),
                Map.of(),
                folder.resolve(name + ".log").toString(),
                "up",
                20,
                ProcessSpec.USUAL);
    }

    @Test
    void whoeverComesNextFindsTheSameProcesses() {
        assertThat(DetachedSupervisor.find(files)).isEmpty();
        DetachedSupervisor first = DetachedSupervisor.findOrStart(files);
        long process = first.start(sleeper("one"));
        DetachedSupervisor next = DetachedSupervisor.findOrStart(files);
        assertThat(next.processes()).containsExactly(Map.entry("one", process));
        long port = next.reservePort();
        next.claimPort((int) port);
        next.stop("one");
        assertThat(first.processes()).isEmpty();
        assertThat(runs(process)).isFalse();
    }

    @Test
    void itIsNobodysChildSoThatItOutlivesWhoeverStartedIt() {
        DetachedSupervisor supervisor = DetachedSupervisor.findOrStart(files);
        long process = supervisor.start(sleeper("one"));
        assertThat(ProcessHandle.current().descendants().map(ProcessHandle::pid))
                .doesNotContain(process);
    }

    @Test
    void closingEndsEverything() {
        DetachedSupervisor supervisor = DetachedSupervisor.findOrStart(files);
        long process = supervisor.start(sleeper("one"));
        supervisor.close();
        assertThat(DetachedSupervisor.find(files)).isEmpty();
        assertThat(runs(process)).isFalse();
        assertThat(Files.exists(files.socket())).isFalse();
    }

    @Test
    void aSupervisorThatWasKilledIsReplacedAndWhatItLeftIsEnded() {
        DetachedSupervisor supervisor = DetachedSupervisor.findOrStart(files);
        long left = supervisor.start(sleeper("one"));
        assertThat(files.find().orElseThrow().destroyForcibly()).isTrue();
        Await.until(() -> files.find().isEmpty(), "it is gone");
        DetachedSupervisor next = DetachedSupervisor.findOrStart(files);
        assertThat(next.processes()).isEmpty();
        assertThat(runs(left)).isFalse();
    }

    @Test
    void whatCannotBeStartedIsTold() {
        DetachedSupervisor supervisor = DetachedSupervisor.findOrStart(files);
        var _ = supervisor.start(sleeper("one"));
        assertThatThrownBy(() -> supervisor.start(sleeper("one")))
                .isInstanceOf(ProcessStartException.class)
                .hasMessageContaining("running already");
    }

    @Test
    void aServiceOfQuarkusNamesItsLibraries(@TempDir Path app) throws Exception {
        Files.createDirectories(app.resolve("lib/main"));
        assertThat(SupervisorProgram.classPath(app.resolve("quarkus-run.jar").toString()))
                .isEqualTo(app.resolve("lib/main") + "/*");
        assertThat(SupervisorProgram.classPath("a.jar:b.jar")).isEqualTo("a.jar:b.jar");
    }
}
