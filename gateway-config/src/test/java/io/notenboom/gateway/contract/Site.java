// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.contract;

import io.notenboom.gateway.GatewayConfig;
import io.notenboom.gateway.run.RunnableGateway;
import io.notenboom.testkit.FreePorts;
import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.LoopbackTls;
import io.notenboom.testkit.http.RawClient;
import io.notenboom.testkit.http.RecordingServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A running gateway and the recorded servers around it. One for each kind of gateway, as long as the tests run. */
record Site(
        GatewayProcess process,
        CarefulPdp rules,
        RecordingServer pdp,
        RecordingServer fhir,
        RecordingServer proxy,
        RecordingServer auth,
        LoopbackTls tls,
        RawClient client) {

    private static final Map<RunnableGateway, Site> RUNNING = new EnumMap<>(RunnableGateway.class);

    /** The site of a gateway, started when it is asked for first. */
    static synchronized Site of(RunnableGateway kind, Path program) throws Exception {
        Site running = RUNNING.get(kind);
        if (running == null) {
            running = start(kind, program);
            RUNNING.put(kind, running);
        }
        return running;
    }

    private static Site start(RunnableGateway kind, Path program) throws Exception {
        Path folder = Files.createTempDirectory("gateway");
        LoopbackTls tls = LoopbackTls.create(folder, Instant.now());
        CarefulPdp rules = new CarefulPdp();
        RecordingServer pdp = new RecordingServer(null, rules);
        RecordingServer fhir = new RecordingServer(null, Site::serve);
        RecordingServer proxy = new RecordingServer(tls.context().getServerSocketFactory(), Site::serveAsProxy);
        RecordingServer auth = new RecordingServer(
                tls.context().getServerSocketFactory(), RecordingServer.answering(200, List.of(), "{\"token\":1}"));
        int port = FreePorts.any();
        Path pepKey = Files.writeString(folder.resolve("pep-key"), "the-pep-key-0123456789");
        Path password = Files.writeString(folder.resolve("password"), "secret");
        String upstream = "{url: \"https://localhost:%d\", trust: " + tls.certificate() + "}";
        String model = """
                customer: vendra
                public: {host: localhost, address: 127.0.0.1, port: %d, certificate: %s, key: %s}
                fhir: {upstream: {url: "%s"}, credentials: {username: own, passwordFile: %s}}
                pdp: {upstream: {url: "%s"}, pep: fhir-gateway, keyFile: %s}
                aaaProxy: %s
                notification: {basePath: /notification}
                authService: {upstream: %s}
                limits: {pdpSeconds: 1, backendSeconds: 1, bodyBytes: 300000}
                workers: 1
                """.formatted(
                        port,
                        tls.certificate(),
                        tls.key(),
                        fhir.url(),
                        password,
                        pdp.url(),
                        pepKey,
                        upstream.formatted(proxy.port()),
                        upstream.formatted(auth.port()));
        Path conf = folder.resolve("a folder with spaces");
        var unused = GatewayConfig.render(kind.product(), Files.writeString(folder.resolve("model.yaml"), model), conf);
        kind.prepare(conf);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        GatewayProcess process = GatewayProcess.start(kind, program, conf);
        Runtime.getRuntime().addShutdownHook(new Thread(process::close));
        return new Site(
                process,
                rules,
                pdp,
                fhir,
                proxy,
                auth,
                tls,
                new RawClient(tls.context().getSocketFactory(), port));
    }

    private static void serve(HttpMessage request, OutputStream answer) throws IOException {
        answer.write(RecordingServer.answer(
                200,
                List.of(
                        "Content-Type: application/fhir+json",
                        "X-Decision-Id: forged",
                        "X-Powered-By: HAPI",
                        "Set-Cookie: a=b",
                        "ETag: W/\"1\""),
                request.method().equals("PUT") ? request.body() : "{\"resourceType\":\"Composition\"}"));
    }

    private static void serveAsProxy(HttpMessage request, OutputStream answer) throws IOException {
        answer.write(RecordingServer.answer(
                200, List.of("X-Decision-Id: d-proxy", "Content-Type: application/fhir+json"), request.body()));
    }

    /** The servers around the gateway. */
    List<RecordingServer> servers() {
        return List.of(pdp, fhir, proxy, auth);
    }

    /** Forgets what came, and answers as usual. */
    void forget() {
        servers().forEach(RecordingServer::forget);
        rules.forget();
        pdp.respondWith(rules);
        fhir.respondWith(Site::serve);
    }
}
