// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.fhir;

import ca.uhn.fhir.context.FhirContext;
import io.notenboom.trust.ready.ReadyLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs a {@link FhirServer} as a process of its own. It prints the {@link ReadyLine} with its port when it serves, and stops on
 * SIGTERM after the requests under way were answered.
 */
@Command(
        name = "fhir-server",
        description = "A HAPI FHIR server (STU3 or R4) with its resources in memory, for the demo.",
        mixinStandardHelpOptions = true)
public final class FhirServerCommand implements Callable<Integer> {

    private final InstantSource clock;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on (${DEFAULT-VALUE}).")
    String host = "127.0.0.1";

    @Option(names = "--port", defaultValue = "0", description = "Port, 0 = any free one (${DEFAULT-VALUE}).")
    int port;

    @Option(names = "--user", required = true, description = "User name that HTTP Basic must present.")
    String user = "";

    @Option(names = "--password-file", required = true, description = "File with the password, first line.")
    Path passwordFile = Path.of("");

    @Option(names = "--access-log", description = "File to which a JSON line is added for each request that arrives.")
    @Nullable
    Path accessLog;

    @Option(names = "--seed", description = "Folder with resources (*.json); without it the demo's patients.")
    @Nullable
    Path seed;

    @Option(names = "--fhir-version", defaultValue = "stu3", description = "stu3 or r4 (${DEFAULT-VALUE}).")
    String fhirVersion = "stu3";

    @Option(names = "--empty", description = "Start with no resources at all.")
    boolean empty;

    /** @param clock for the access log */
    public FhirServerCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        FhirContext context = fhirVersion.equals("stu3") ? FhirContext.forDstu3() : FhirContext.forR4();
        SeedResources resources = seed == null ? initial(context) : SeedResources.ofFolder(context, seed);
        BasicCredentials credentials = new BasicCredentials(user, password());
        FhirServer server = new FhirServer(context, credentials, new AccessLog(accessLog, clock), resources);
        int listening = server.start(host, port);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            stopped.countDown();
        }));
        ReadyLine.print("fhir", OptionalInt.of(listening), System.out);
        stopped.await();
        return 0;
    }

    private SeedResources initial(FhirContext context) throws IOException {
        return empty ? SeedResources.none() : SeedResources.ofDemo(context);
    }

    private String password() throws IOException {
        return Files.readString(passwordFile).lines().findFirst().orElse("");
    }
}
