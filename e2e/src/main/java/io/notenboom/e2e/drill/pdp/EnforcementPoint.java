// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp;

import io.notenboom.e2e.drill.proxy.ProxyUnderTest;
import io.notenboom.gateway.GatewayConfig;
import io.notenboom.gateway.run.RunnableGateway;
import io.notenboom.gateway.selftest.Target;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.testkit.FreePorts;
import io.notenboom.testkit.http.LoopbackTls;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** A kind of enforcement point that may be on this machine: a gateway with its rendered configuration, or our AAA-proxy. */
sealed interface EnforcementPoint {

    /** Its name in the lines of the drill. */
    String name();

    /** Whether the decision point is shown bodies: {@code none} or {@code full}. */
    String bodyMode();

    /** Why it cannot be run here; empty if it can. */
    Optional<String> missing();

    /**
     * Starts one; returns when it takes connections.
     *
     * @param folder of its own
     */
    Running start(Path folder, InstantSource clock, ProxyUnderTest.Between between) throws Exception;

    /** One that runs. */
    interface Running extends AutoCloseable {

        /** Where it is. */
        Target target();

        /** Ends it. */
        @Override
        void close();
    }

    /** A gateway of another maker. */
    record Gateway(RunnableGateway kind) implements EnforcementPoint {

        @Override
        public String name() {
            return kind.product().wireName();
        }

        @Override
        public String bodyMode() {
            return kind.product().bodyMode();
        }

        @Override
        public Optional<String> missing() {
            return kind.find().isPresent() ? Optional.empty() : Optional.of(kind.missing());
        }

        @Override
        public Running start(Path folder, InstantSource clock, ProxyUnderTest.Between between) throws Exception {
            LoopbackTls tls = LoopbackTls.create(folder, clock.instant());
            int port = FreePorts.any();
            Path conf = folder.resolve("conf");
            var unused = GatewayConfig.render(kind.product(), model(folder, tls, port, between), conf);
            kind.prepare(conf);
            ProcessBuilder builder = new ProcessBuilder(kind.command(kind.find().orElseThrow(), conf))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("gateway.log").toFile());
            builder.environment().put("XDG_DATA_HOME", folder.toString());
            builder.environment().put("XDG_CONFIG_HOME", folder.toString());
            GatewayProcess running =
                    new GatewayProcess(builder.start(), new Target(true, "localhost", port, tls.context()));
            running.awaitServing(folder.resolve("gateway.log"));
            return running;
        }

        private static Path model(Path folder, LoopbackTls tls, int port, ProxyUnderTest.Between between)
                throws IOException {
            return Files.writeString(folder.resolve("gateway.yaml"), """
                    customer: drill1
                    public: {host: localhost, address: 127.0.0.1, port: %d, certificate: "%s", key: "%s"}
                    fhir: {upstream: {url: "%s"}}
                    pdp: {upstream: {url: "%s"}, pep: %s, keyFile: "%s"}
                    workers: 1
                    """.formatted(
                            port,
                            tls.certificate(),
                            tls.key(),
                            between.backendUrl(),
                            between.pdpUrl(),
                            between.pep(),
                            between.keyFile().toAbsolutePath()));
        }

        static boolean accepts(int port) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        }
    }

    /** Our own. */
    record AaaProxy(Distribution distribution) implements EnforcementPoint {

        @Override
        public String name() {
            return "the AAA-proxy";
        }

        @Override
        public String bodyMode() {
            return "full";
        }

        @Override
        public Optional<String> missing() {
            return ProxyUnderTest.missing(distribution);
        }

        @Override
        public Running start(Path folder, InstantSource clock, ProxyUnderTest.Between between) throws Exception {
            ProxyUnderTest proxy =
                    new ProxyUnderTest(distribution, folder, clock.instant(), between, ProxyUnderTest.Settings.USUAL);
            return new Running() {
                @Override
                public Target target() {
                    return new Target(
                            true, "localhost", proxy.port(), proxy.tls().context());
                }

                @Override
                public void close() {
                    proxy.close();
                }
            };
        }
    }
}
