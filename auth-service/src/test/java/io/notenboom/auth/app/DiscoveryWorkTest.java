// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notenboom.auth.discovery.DiscoveryScene;
import io.notenboom.auth.discovery.DiscoveryServerException;
import io.notenboom.auth.discovery.DiscoveryServerException.Reason;
import io.notenboom.auth.discovery.DiscoveryServers;
import io.notenboom.auth.discovery.EntryPage;
import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.auth.discovery.ServiceDefinitionReader;
import io.notenboom.auth.discovery.ServiceDefinitions;
import io.notenboom.auth.discovery.client.Activations;
import io.notenboom.auth.discovery.client.ListFollower;
import io.notenboom.auth.discovery.client.RegistrationMaker;
import io.notenboom.auth.policy.PolicyDocument;
import io.notenboom.auth.store.memory.InMemoryParticipation;
import io.notenboom.auth.token.RandomTokens;
import io.notenboom.kit.metrics.ServiceMeters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DiscoveryWorkTest {

    private final DiscoveryScene scene = new DiscoveryScene();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final InMemoryParticipation.Leases leases = new InMemoryParticipation.Leases(scene.node.clock);
    private final InMemoryParticipation.Copies copies = new InMemoryParticipation.Copies();
    private final ServiceDefinitions definitions = new ServiceDefinitions(
            () -> List.of(new PolicyDocument("d.json", DiscoveryScene.DEFINITION)),
            new ServiceDefinitionReader(false),
            Set.of());
    private EntryPage page = EntryPage.empty();
    private boolean away;
    private int asked;

    private final DiscoveryServers servers = new DiscoveryServers() {
        @Override
        public EntryPage list(ServiceDefinition service, long after) throws DiscoveryServerException {
            asked++;
            if (away) {
                throw new DiscoveryServerException(Reason.UNAVAILABLE);
            }
            return page;
        }

        @Override
        public void register(ServiceDefinition service, String presentation) throws DiscoveryServerException {
            throw new DiscoveryServerException(Reason.UNAVAILABLE);
        }
    };

    private DiscoveryWork replica() {
        assertThat(definitions.reload()).isEmpty();
        RegistrationMaker maker = new RegistrationMaker(
                scene.node.wallets, scene.node.signers, scene.node.publicUrl, new RandomTokens(), scene.node.clock);
        return new DiscoveryWork(
                definitions,
                new ListFollower(servers, scene.rules, copies, scene.node.clock),
                new Activations(
                        new Activations.Parts(
                                scene.node.subjects,
                                definitions,
                                maker,
                                servers,
                                new InMemoryParticipation.Activations(),
                                leases),
                        scene.node.clock),
                new DiscoveryWork.Parts(
                        new TenMinutes(), leases, new ServiceMeters(metrics, "auth"), scene.node.clock));
    }

    private double gauge(String name) {
        return metrics.get(name).tag("service", DiscoveryScene.SERVICE).gauge().value();
    }

    @Test
    void ofSeveralReplicasOneAsksInEachInterval() {
        DiscoveryWork first = replica();
        DiscoveryWork second = replica();
        for (int round = 1; round <= 3; round++) {
            first.follow();
            second.follow();
            first.follow();
            assertThat(asked).isEqualTo(round);
            scene.node.clock.advance(Duration.ofMinutes(10));
        }
    }

    @Test
    void aServerThatIsAwayIsAskedLessOftenUntilItIsBack() {
        DiscoveryWork work = replica();
        away = true;
        work.follow();
        assertThat(asked).isEqualTo(1);
        scene.node.clock.advance(Duration.ofMinutes(10));
        work.follow();
        assertThat(asked).isEqualTo(2);
        scene.node.clock.advance(Duration.ofMinutes(10));
        work.follow();
        assertThat(asked).as("twenty minutes after the second failure").isEqualTo(2);
        scene.node.clock.advance(Duration.ofMinutes(10));
        away = false;
        work.follow();
        assertThat(asked).isEqualTo(3);
        scene.node.clock.advance(Duration.ofMinutes(10));
        work.follow();
        assertThat(asked).as("as often as before").isEqualTo(4);
    }

    @Test
    void tellsHowManyEntriesThereAreAndHowOldTheCopyIs() throws Exception {
        DiscoveryWork work = replica();
        page = new EntryPage("seed", 1, new TreeMap<>(Map.of(1L, scene.presentation(scene.west))));
        work.follow();
        assertThat(gauge("notenboom.auth.discovery.entries")).isEqualTo(1);
        assertThat(gauge("notenboom.auth.discovery.copied.seconds")).isZero();
        away = true;
        scene.node.clock.advance(Duration.ofMinutes(11));
        work.follow();
        assertThat(gauge("notenboom.auth.discovery.copied.seconds")).isEqualTo(660);
        assertThat(gauge("notenboom.auth.discovery.entries")).isEqualTo(1);
    }

    /** Asks every ten minutes. */
    private static final class TenMinutes implements DiscoveryConfig {

        @Override
        public Optional<Path> definitionsDir() {
            return Optional.empty();
        }

        @Override
        public Optional<List<String>> serverIds() {
            return Optional.empty();
        }

        @Override
        public int maxEntries() {
            return 1;
        }

        @Override
        public int maxConcurrent() {
            return 1;
        }

        @Override
        public Duration refreshInterval() {
            return Duration.ofMinutes(10);
        }
    }
}
