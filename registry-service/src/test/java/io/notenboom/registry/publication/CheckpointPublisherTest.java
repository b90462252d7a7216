// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.publication;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.custody.NoKeyAvailableException;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.notenboom.trust.key.KeyPurpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointPublisherTest {

    @TempDir
    Path folder;

    private final TestNetwork network = new TestNetwork();
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private final InMemoryCustodian custodian = new InMemoryCustodian(() -> START);

    CheckpointPublisherTest() {
        var unused = custodian.create(KeyPurpose.LOG);
        vendor.register(START);
        vendor.replaceCa(vendor.nextCa(START), vendor.ca(), START.plusSeconds(1));
    }

    @Test
    void publishesWhatWasCommitted() {
        try (PublishingNode node = new PublishingNode(network, folder, custodian)) {
            node.accept(vendor.events());
            PublishedLog published = node.publish();
            assertThat(published.checkpoint().head()).isEqualTo(node.log.head());
            assertThat(published.checkpoint().origin())
                    .isEqualTo("nuts-registry/" + network.id().value() + "/" + PublishingNode.NAME);
            assertThat(published.checkpoint().extensions())
                    .containsExactly(published.streams().extension());
            assertThat(folder.resolve("log/checkpoint"))
                    .hasContent(published.checkpoint().note());
            assertThat(folder.resolve("log/key")).hasContent(published.key() + "\n");
            assertThat(folder.resolve("log/tile/entries/000.p/2")).exists();
        }
    }

    @Test
    void keepsItsKeyAndSignsNothingAgainAfterAStart() {
        PublishedLog before;
        try (PublishingNode node = new PublishingNode(network, folder, custodian)) {
            node.accept(vendor.events());
            before = node.publish();
        }
        try (PublishingNode node = new PublishingNode(network, folder, custodian)) {
            assertThat(node.publisher.ownCheckpoint())
                    .map(checkpoint -> checkpoint.head())
                    .contains(before.checkpoint().head());
            PublishedLog again = node.publish();
            assertThat(again.checkpoint().note()).isEqualTo(before.checkpoint().note());
            assertThat(again.key()).isEqualTo(before.key());
        }
    }

    @Test
    void aLogThatBeginsAnewHasANewKey() throws IOException {
        try (PublishingNode node = new PublishingNode(network, folder.resolve("one"), custodian)) {
            node.accept(vendor.events());
            assertThat(node.publish().streams().events()).isEqualTo(2);
        }
        try (PublishingNode node = new PublishingNode(network, folder.resolve("two"), custodian)) {
            node.accept(vendor.events());
            assertThatThrownBy(node::publish).isInstanceOf(NoKeyAvailableException.class);
            var unused = custodian.create(KeyPurpose.LOG);
            assertThat(Files.readString(folder.resolve("one/log/key")))
                    .isNotEqualTo(node.publish().key() + "\n");
        }
    }

    @Test
    void theStartBelievesNoCheckpointOfAnotherKey() throws IOException {
        try (PublishingNode node = new PublishingNode(network, folder, custodian)) {
            node.accept(vendor.events());
            assertThat(node.publish().streams().events()).isEqualTo(2);
        }
        InMemoryCustodian other = new InMemoryCustodian(() -> START);
        var unused = other.create(KeyPurpose.LOG);
        try (PublishingNode node = new PublishingNode(network, folder, other)) {
            assertThat(node.publisher.ownCheckpoint()).isEmpty();
            assertThat(node.publish().checkpoint().head()).isEqualTo(node.log.head());
        }
        Path key = folder.resolve("log/key");
        Files.writeString(key, Files.readString(key).replace('+', '-'));
        try (PublishingNode node = new PublishingNode(network, folder, other)) {
            assertThat(node.publisher.ownCheckpoint()).isEmpty();
        }
    }

    @Test
    void refusesALogThatIsShorterThanItsCheckpoint() throws IOException {
        try (PublishingNode node = new PublishingNode(network, folder, custodian)) {
            node.accept(vendor.events());
            assertThat(node.publish().streams().events()).isEqualTo(2);
        }
        Files.write(folder.resolve("log/wal/0.wal"), new byte[0]);
        assertThatThrownBy(() -> new PublishingNode(network, folder, custodian).close())
                .isInstanceOf(LogFailureException.class)
                .hasMessageContaining("0 entries");
    }

    @Test
    void publishesNothingTwice() {
        try (PublishingNode node = new PublishingNode(network, folder, custodian)) {
            node.accept(List.of(vendor.events().getFirst()));
            PublishedLog first = node.publish();
            assertThat(node.publish()).isSameAs(first);
            node.accept(vendor.events().subList(1, 2));
            assertThat(node.publish().streams().events()).isEqualTo(2);
        }
    }
}
