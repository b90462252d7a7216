// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.guide;

import io.notenboom.e2e.client.StepFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One bash, as somebody at a terminal has it: variables and background processes stay from block to block. What a command prints
 * and complains comes together. A command that fails is found by bash itself ({@code trap … ERR}), so that {@code if}, {@code !}
 * and {@code ||} mean what they mean.
 */
final class GuideShell implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String END = "\u0001end ";
    private static final String FAILED = "\u0001failed ";
    private static final String ENDED = FAILED + "the shell ended";
    private static final String TRAP =
            "trap 'printf \"\\n\\001failed %s: status %s\\n\" \"$BASH_COMMAND\" \"$?\"' ERR\n";

    private final Path folder;
    private final Process bash;
    private final Writer input;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private int blocks;
    private boolean sound = true;

    /**
     * Starts it.
     *
     * @param folder its working folder, which has a front door
     */
    GuideShell(Path folder) {
        this.folder = folder;
        ProcessBuilder builder = new ProcessBuilder("bash", "--noprofile", "--norc")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("NOTENBOOM_"));
        builder.environment().put("NOTENBOOM_BUILT", "yes");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            bash = builder.start();
            input = bash.outputWriter();
            input.write(TRAP);
        } catch (IOException failure) {
            throw new UncheckedIOException("bash cannot be started", failure);
        }
        var unused = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader output = bash.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
            lines.add(ENDED);
        } catch (IOException ended) {
            lines.add(ENDED + ": " + ended.getMessage());
        }
    }

    /** Whether all commands so far ended well; after one that did not, others show nothing. */
    boolean isSound() {
        return sound;
    }

    /**
     * Types commands, and waits for their end.
     *
     * @return what was printed
     * @throws StepFailure if one of them failed, or did not end
     */
    List<String> type(String commands) throws IOException, InterruptedException {
        blocks++;
        sound = false;
        Path script = Files.writeString(folder.resolve("block-" + blocks + ".sh"), commands + "\n");
        input.write("source '" + script + "' < /dev/null; printf '\\n\\001end %s\\n' " + blocks + "\n");
        input.flush();
        List<String> printed = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String line = lines.poll(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new StepFailure("it did not end within " + PATIENCE.toMinutes() + " minutes: " + printed);
            }
            if (line.equals(END + blocks)) {
                break;
            }
            if (line.startsWith(FAILED)) {
                failed.add(line.substring(FAILED.length()));
                if (line.startsWith(ENDED)) {
                    break;
                }
            } else if (!line.isBlank()) {
                printed.add(line);
            }
        }
        if (!failed.isEmpty()) {
            throw new StepFailure(failed + "; printed: " + String.join("\n      ", printed));
        }
        sound = true;
        return printed;
    }

    /** Ends it, and what it left running. */
    @Override
    public void close() {
        List<ProcessHandle> left = bash.descendants().toList();
        left.forEach(ProcessHandle::destroy);
        bash.destroy();
        left.forEach(process -> process.onExit()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join());
    }
}
