// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisionTest {

    @TempDir
    Path directory;

    private ProcessSpec script(String name, String script) {
        return script(name, script, ProcessSpec.USUAL);
    }

    private ProcessSpec script(String name, String script, int stage) {
        return new ProcessSpec(
                name,
                List.of("/bin/sh", "-c", script),
                directory.toString(),
                Map.of(),
                directory.resolve(name + ".log").toString(),
                "^READY",
                10,
                stage);
    }

    private SupervisorFiles files() {
        return new SupervisorFiles(directory);
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid)
                .map(process -> !ProcessIdentity.of(process).hasEnded())
                .orElse(false);
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
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(files())) {
            supervisorPid = supervisor.pid();
            pid = supervisor.start(script("one", "echo READY; exec sleep 60"));
            assertThat(supervisor.reservePort()).isPositive();
            assertThat(supervisor.processes()).containsEntry("one", pid);
        }
        awaitEnd(pid);
        awaitEnd(supervisorPid);
        assertThat(isAlive(pid)).isFalse();
        assertThat(files().find()).isEmpty();
        assertThat(files().endLeft()).isZero();
    }

    @Test
    void aSupervisorProcessThatIsKeptGoesOnUntilItIsEnded() {
        long pid;
        long supervisorPid;
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(files())) {
            supervisorPid = supervisor.pid();
            pid = supervisor.start(script("one", "echo READY; exec sleep 60"));
            supervisor.keep();
        }
        assertThat(isAlive(pid)).isTrue();
        ProcessHandle found = files().find().orElseThrow();
        assertThat(found.pid()).isEqualTo(supervisorPid);
        assertThat(found.destroy()).isTrue();
        awaitEnd(supervisorPid);
        awaitEnd(pid);
        assertThat(isAlive(pid)).isFalse();
    }

    @Test
    void aSupervisorProcessReportsAStartThatFails() {
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(files())) {
            assertThatThrownBy(() -> supervisor.start(script("bad", "echo no; exit 1")))
                    .isInstanceOf(ProcessStartException.class)
                    .hasMessageContaining("bad ended before it was ready");
        }
    }

    @Test
    void whatASupervisorThatWasKilledLeftIsFoundAndEnded() {
        long pid;
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(files())) {
            pid = supervisor.start(script("one", "echo READY; exec sleep 60"));
            ProcessHandle.of(supervisor.pid()).orElseThrow().destroyForcibly();
            supervisor.onEnd().orTimeout(30, TimeUnit.SECONDS).join();
            assertThatThrownBy(supervisor::reservePort).isInstanceOf(ProcessStartException.class);
        }
        assertThat(isAlive(pid)).isTrue();
        assertThat(files().endLeft()).isEqualTo(1);
        assertThat(isAlive(pid)).isFalse();
        assertThat(files().endLeft()).isZero();
    }

    @Test
    void theNextSupervisorOfAFolderEndsWhatTheLastOneLeft() {
        long pid;
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(files())) {
            pid = supervisor.start(script("one", "echo READY; exec sleep 60"));
            ProcessHandle.of(supervisor.pid()).orElseThrow().destroyForcibly();
            supervisor.onEnd().orTimeout(30, TimeUnit.SECONDS).join();
        }
        try (RemoteSupervisor next = RemoteSupervisor.start(files())) {
            assertThat(next.endedAtStart()).isEqualTo(1);
            assertThat(isAlive(pid)).isFalse();
        }
    }

    @Test
    void aFolderHasOneSupervisorAtATime() {
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(files())) {
            assertThatThrownBy(() -> RemoteSupervisor.start(files()))
                    .isInstanceOf(ProcessStartException.class)
                    .hasMessageContaining("running already, by process " + supervisor.pid());
            assertThat(supervisor.processes()).isEmpty();
        }
    }

    @Test
    void aProcessIdOfSomebodyElseIsNotEnded() throws IOException {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(directory.resolve("supervisor.processes"), other.pid() + " t1\nnonsense\n");
            assertThat(files().endLeft()).isZero();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void pausesGrowWhenAProcessGetsReadyAndDiesAtOnce() throws InterruptedException {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        AtomicLong nanoTime = new AtomicLong();
        try (LocalSupervisor supervisor = new LocalSupervisor(events::add, null, nanoTime::get)) {
            var first = supervisor.start(script("one", "echo READY"));
            assertThat(events.poll(20, TimeUnit.SECONDS)).contains("restarting in 200 ms");
            assertThat(events.poll(20, TimeUnit.SECONDS)).contains("ready again");
            assertThat(events.poll(20, TimeUnit.SECONDS)).contains("restarting in 400 ms");
        }
    }

    @Test
    void thePauseIsShortAgainAfterAProcessHeldOutForAMinute() throws InterruptedException {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        AtomicLong nanoTime = new AtomicLong();
        try (LocalSupervisor supervisor = new LocalSupervisor(events::add, null, nanoTime::get)) {
            var first = supervisor.start(script("one", "echo READY; exec sleep 60"));
            var second = supervisor.killAndAwaitRestart("one");
            nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(61));
            var third = supervisor.killAndAwaitRestart("one");
        }
        assertThat(events)
                .filteredOn(event -> event.contains("restarting in 200 ms"))
                .hasSize(2);
    }

    @Test
    void whatOthersNeedIsStoppedAfterThem() throws IOException {
        Path order = directory.resolve("order");
        String script = "trap 'echo %s >>" + order + "; exit 0' TERM; echo READY; while :; do sleep 0.05; done";
        try (LocalSupervisor supervisor = new LocalSupervisor(line -> {})) {
            var needed = supervisor.start(script("redis", script.formatted("redis"), ProcessSpec.NEEDED_BY_OTHERS));
            var gateway = supervisor.start(script("gateway", script.formatted("gateway"), ProcessSpec.NEEDS_OTHERS));
            var usual = supervisor.start(script("service", script.formatted("service")));
        }
        assertThat(Files.readAllLines(order)).containsExactly("gateway", "service", "redis");
    }

    @Test
    void aPortThatSomebodyListensOnCannotBeClaimed() throws IOException {
        try (LocalSupervisor supervisor = new LocalSupervisor(line -> {});
                LocalSupervisor other = new LocalSupervisor(line -> {})) {
            int port = supervisor.reservePort();
            supervisor.claimPort(port);
            assertThatThrownBy(() -> other.claimPort(port))
                    .isInstanceOf(ProcessStartException.class)
                    .hasMessageContaining("port " + port + " is in use");
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                assertThatThrownBy(() -> other.claimPort(taken.getLocalPort()))
                        .isInstanceOf(ProcessStartException.class);
            }
        }
    }
}
