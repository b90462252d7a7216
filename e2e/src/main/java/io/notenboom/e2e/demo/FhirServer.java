// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo;

import io.notenboom.launcher.node.Distribution;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeSpec;
import io.notenboom.launcher.node.RandomSecrets;
import io.notenboom.launcher.process.ProcessSpec;
import io.notenboom.launcher.process.Supervision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The FHIR server of an EHR: a HAPI FHIR server in a process of its own, with fictitious patients. */
final class FhirServer {

    private static final String USER = "notenboom";

    private final Path folder;
    private final Supervision supervision;
    private final String version;
    private final int port;
    private final Path passwordFile;

    private FhirServer(Path folder, Supervision supervision, String version, int port, Path passwordFile) {
        this.folder = folder;
        this.supervision = supervision;
        this.version = version;
        this.port = port;
        this.passwordFile = passwordFile;
    }

    /**
     * Chooses port and password; starts nothing.
     *
     * @param version {@code stu3} or {@code r4}
     */
    static FhirServer prepare(Path folder, Supervision supervision, String version) {
        folder.toFile().mkdirs();
        Path passwordFile = NodeFolder.writePrivate(
                folder.resolve("password"), RandomSecrets.password().reveal());
        return new FhirServer(folder, supervision, version, supervision.reservePort(), passwordFile);
    }

    /** Starts it with the demo's patients and returns when it serves. */
    void start(Distribution distribution) {
        start(distribution, "a/fhir", List.of());
    }

    /** Starts it as the receiver's, with nothing in it, and returns when it serves. */
    void startEmpty(Distribution distribution) {
        start(distribution, "b/fhir", List.of("--empty"));
    }

    private void start(Distribution distribution, String name, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "io.notenboom.e2e.app.FhirServerMain",
                "--port",
                Integer.toString(port),
                "--user",
                USER,
                "--password-file",
                passwordFile.toString(),
                "--access-log",
                accessLog().toString(),
                "--fhir-version",
                version));
        arguments.addAll(more);
        List<String> command = distribution.java(arguments);
        var unused = supervision.start(new ProcessSpec(
                name,
                command,
                folder.toString(),
                Map.of(),
                folder.resolve("fhir.log").toString(),
                ProcessSpec.SERVICE_READY,
                90,
                ProcessSpec.NEEDED_BY_OTHERS));
    }

    /** Requests that reached the server, one a line. */
    Path accessLog() {
        return folder.resolve("access.log");
    }

    /** How a node reaches it, and through what it is reached from outside. */
    NodeSpec.FhirServer access(boolean behindNginx) {
        return new NodeSpec.FhirServer("http://127.0.0.1:" + port + "/fhir", version, USER, passwordFile, behindNginx);
    }
}
