// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.launcher.node.ServiceKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Somebody who trusts no node checks a node's log, and changes one byte of it. */
final class VerifyDrill {

    private static final int FLIPS = 12;
    private static final int LIMIT_SECONDS = 60;
    private static final int SOUND = 0;
    private static final int NOT_SOUND = 1;

    private final RegistryNetwork network;
    private final Path home;
    private final Path copy;

    /** @param home root of the built source tree */
    VerifyDrill(RegistryNetwork network, Path home) {
        this.network = network;
        this.home = home;
        this.copy = network.folder().resolve("verified/log");
    }

    void run(Drill drill) {
        if (drill.check("registry verify accepts the log of a node, as a folder and behind a URL", this::sound)) {
            drill.check("it refuses the log when one bit is another", this::flipped);
            drill.check("it refuses a log that does not begin with an earlier checkpoint of it", this::rewritten);
        }
    }

    private record Verdict(int status, String lastLine) {}

    private String sound() throws IOException, InterruptedException {
        network.converge(network.all(), 1);
        Files.createDirectories(copy.getParent());
        FolderCopy.copy(log(network.vendor(1)), copy);
        String folder = expect(verify(List.of(copy.toString())), SOUND, "the copy of a log");
        HttpServer files = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), copy, OutputLevel.NONE);
        files.start();
        try {
            String url = "http://127.0.0.1:" + files.getAddress().getPort() + "/";
            expect(verify(List.of(url)), SOUND, "the log behind " + url);
        } finally {
            files.stop(0);
        }
        return verdictOnly(folder);
    }

    private static String verdictOnly(String line) {
        return line.split(";")[0];
    }

    private static Path log(Vendor vendor) {
        return vendor.party().node().folder().data(ServiceKind.REGISTRY).resolve("log");
    }

    private String flipped() throws IOException, InterruptedException {
        Random random = new Random(network.folder().hashCode());
        List<Path> files = someOfEachKind(random);
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            int place = random.nextInt(bytes.length);
            byte[] changed = bytes.clone();
            changed[place] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            Files.write(file, changed);
            String where = "byte " + place + " of " + copy.relativize(file) + " was changed";
            expect(verify(List.of(copy.toString())), NOT_SOUND, where);
            Files.write(file, bytes);
        }
        expect(verify(List.of(copy.toString())), SOUND, "the copy after the changes were undone");
        return "a bit in each of " + files.size() + " files, each found";
    }

    /** One file of every folder of the log, then any others. */
    private List<Path> someOfEachKind(Random random) throws IOException {
        List<Path> files = files();
        Collections.shuffle(files, random);
        Map<Path, Path> kinds = new LinkedHashMap<>();
        files.forEach(file -> kinds.putIfAbsent(kind(copy.relativize(file)), file));
        Set<Path> chosen = new LinkedHashSet<>(kinds.values());
        files.stream().limit(Math.max(0, FLIPS - chosen.size())).forEach(chosen::add);
        return List.copyOf(chosen);
    }

    /** A file itself, or what it is one of: {@code tile/0}, {@code tile/entries}. */
    private static Path kind(Path file) {
        return file.subpath(0, Math.min(2, file.getNameCount()));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(copy)) {
            List<Path> files = new ArrayList<>();
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                if (Files.size(file) > 0) {
                    files.add(file);
                }
            }
            return files;
        }
    }

    private String rewritten() throws IOException, InterruptedException {
        Path other = log(network.vendor(2)).resolve("checkpoint");
        String own = expect(
                verify(List.of("--earlier=" + copy.resolve("checkpoint"), copy.toString())),
                SOUND,
                "the log with a checkpoint of its own");
        Verdict foreign = verify(List.of("--earlier=" + other, copy.toString()));
        if (foreign.status() == SOUND) {
            throw new StepFailure("a log of another node passes for an earlier state of this one: " + foreign);
        }
        return verdictOnly(own) + "; with another node's checkpoint: " + foreign.lastLine();
    }

    private static String expect(Verdict verdict, int status, String what) {
        if (verdict.status() != status) {
            throw new StepFailure(what + ", and verify ends with " + verdict.status() + ": " + verdict.lastLine());
        }
        return verdict.lastLine();
    }

    private Verdict verify(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("notenboom").toString(),
                "registry",
                "verify",
                "--root=" + network.folder().resolve("root.pem")));
        command.addAll(arguments);
        Path output = network.folder().resolve("verify.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new StepFailure("verify did not end in " + LIMIT_SECONDS + " s");
        }
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        return new Verdict(process.exitValue(), lines.isEmpty() ? "no output" : lines.getLast());
    }
}
