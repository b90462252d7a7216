// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.discovery.DiscoveryScene;
import io.notenboom.auth.discovery.client.Candidates.Candidate;
import io.notenboom.auth.standing.IssuerRegistration;
import io.notenboom.auth.standing.IssuerRegistration.Standing;
import io.notenboom.auth.store.memory.InMemoryParticipation;
import io.notenboom.auth.store.memory.InMemoryStores;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.RandomTokens;
import io.notenboom.trust.json.StrictJson;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandidatesTest {

    private static final String SERVICE = DiscoveryScene.SERVICE;
    private static final SubjectId WEST = new SubjectId("west");

    private final DiscoveryScene scene = new DiscoveryScene();
    private final Directory directory = new Directory(scene);
    private final InMemoryStores.Standings registrations = new InMemoryStores.Standings();
    private final Activations.Parts parts = new Activations.Parts(
            scene.node.subjects,
            directory.definitions,
            new RegistrationMaker(
                    scene.node.wallets, scene.node.signers, scene.node.publicUrl, new RandomTokens(), scene.node.clock),
            directory,
            new InMemoryParticipation.Activations(),
            new InMemoryParticipation.Leases(scene.node.clock));
    private final Candidates candidates = new Candidates(parts, registrations, scene.node.publicUrl, scene.node.clock);

    private List<Candidate> found() {
        return candidates.of(SERVICE, subject -> true).orElseThrow();
    }

    private void register(Standing standing) {
        registrations.put(new IssuerRegistration(
                "urn:endpoint:1",
                "urn:oid:1.2.3",
                "stream",
                "https://node.example:8443/oauth2/west",
                scene.now(),
                standing));
    }

    @Test
    void offersWhoIsRegisteredAndHoldsTheCredentialsUntilItIsActivated() throws Exception {
        register(Standing.GOOD);
        assertThat(found()).as("without the credentials").isEmpty();
        scene.give("west", scene.west);
        scene.give("south", scene.south);
        assertThat(found()).containsExactly(new Candidate(WEST, List.of("urn:oid:1.2.3")));
        assertThat(candidates.of(SERVICE, subject -> false).orElseThrow()).isEmpty();
        assertThat(candidates.of("unknown", subject -> true)).isEmpty();
        assertThat(new Activations(parts, scene.node.clock).activate(SERVICE, WEST, StrictJson.newObject()))
                .isEqualTo(new ActivationOutcome.Done());
        assertThat(found()).as("activated").isEmpty();
    }

    @Test
    void offersNobodyWhoseRegistrationEnded() throws Exception {
        scene.give("west", scene.west);
        assertThat(found()).as("not registered").isEmpty();
        register(Standing.ENDED);
        assertThat(found()).as("ended").isEmpty();
        register(new Standing(true, scene.now().plus(Duration.ofHours(1))));
        assertThat(found()).hasSize(1);
        scene.node.clock.advance(Duration.ofHours(1));
        assertThat(found()).as("over").isEmpty();
    }
}
