// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit.app;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.registry.publication.PublishedLog;
import io.notenboom.registry.publication.PublishingNode;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.notenboom.registry.store.file.StaticExport;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.Pem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyLogTest {

    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";

    @TempDir
    Path folder;

    private final TestNetwork network = new TestNetwork();
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private final InMemoryCustodian custodian = new InMemoryCustodian(() -> START);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Path export = Path.of("");
    private String key = "";

    @BeforeEach
    void write() throws IOException {
        var unused = custodian.create(KeyPurpose.LOG);
        vendor.register(START);
        Files.writeString(folder.resolve("root.pem"), Pem.write(network.root().certificate()));
        export = folder.resolve("export");
        try (PublishingNode node = new PublishingNode(network, folder, custodian)) {
            node.accept(vendor.events());
            PublishedLog published = node.publish();
            Checkpoint checkpoint = published.checkpoint();
            key = published.key().toString();
            node.export(new StaticExport(export, node.files()));
            assertThat(checkpoint.head().size()).isEqualTo(1);
        }
    }

    @Test
    void verifiesAFolderAndACopyOfWhatWasPublished() {
        for (String place : List.of(folder.toString(), folder.resolve("log").toString(), export.toString())) {
            assertThat(run("--root=" + folder.resolve("root.pem"), "--network=test", "--key=" + key, place))
                    .isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("SOUND: nuts-registry/");
            out.reset();
        }
    }

    @Test
    void verifiesWhatAWebServerServes() throws IOException {
        HttpServer server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                export.toAbsolutePath(),
                SimpleFileServer.OutputLevel.NONE);
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(run("--root=" + folder.resolve("root.pem"), url)).isZero();
            Files.delete(export.resolve("tile/0/000.p/1"));
            assertThat(run("--root=" + folder.resolve("root.pem"), url)).isEqualTo(1);
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("NOT SOUND: tile/0/000.p/1: is missing");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aCopyFollowsTheLogAndGivesWayToAnotherOne() throws IOException {
        Identity certificate = vendor.contractCertificate("Ziekenhuis", START);
        vendor.propose(UUID.randomUUID(), ORGANISATION, certificate, START.plusSeconds(1));
        for (int i = 0; i < 300; i++) {
            vendor.approve(UUID.randomUUID(), certificate, START.plusSeconds(2 + i));
        }
        try (PublishingNode node = new PublishingNode(network, folder, custodian)) {
            StaticExport copy = new StaticExport(export, node.files());
            node.accept(vendor.events().subList(1, 100));
            node.export(copy);
            node.accept(vendor.events().subList(100, 302));
            node.export(copy);
        }
        assertThat(export.resolve("tile/entries/000")).exists();
        assertThat(export.resolve("tile/entries/000.p")).doesNotExist();
        assertThat(run("--root=" + folder.resolve("root.pem"), export.toString()))
                .isZero();
        var unused = custodian.create(KeyPurpose.LOG);
        try (PublishingNode node = new PublishingNode(network, folder.resolve("other"), custodian)) {
            node.accept(vendor.events().subList(0, 1));
            node.export(new StaticExport(export, node.files()));
        }
        assertThat(export.resolve("tile/entries/000")).doesNotExist();
        assertThat(run("--root=" + folder.resolve("root.pem"), export.toString()))
                .isZero();
    }

    @Test
    void tellsWhatIsWrongWithItsArguments() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--root=" + folder.resolve("root.pem"))).isEqualTo(2);
        assertThat(run("--root=" + folder.resolve("none.pem"), folder.toString()))
                .isEqualTo(2);
        assertThat(run("--root=" + folder.resolve("root.pem"), "--other=1", folder.toString()))
                .isEqualTo(2);
        assertThat(run(
                        "--root=" + folder.resolve("root.pem"),
                        folder.resolve("none").toString()))
                .isEqualTo(2);
    }

    private int run(String... arguments) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new VerifyLog(stream, stream).run(List.of(arguments));
    }
}
