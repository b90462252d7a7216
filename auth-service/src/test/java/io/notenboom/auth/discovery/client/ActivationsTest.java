// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.discovery.DiscoveryScene;
import io.notenboom.auth.discovery.DiscoveryServerException.Reason;
import io.notenboom.auth.discovery.Registration;
import io.notenboom.auth.discovery.RegistrationRefusedException;
import io.notenboom.auth.store.memory.InMemoryParticipation;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.RandomTokens;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.presentation.UnverifiedPresentation;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ActivationsTest {

    private static final SubjectId WEST = new SubjectId("west");
    private static final String SERVICE = DiscoveryScene.SERVICE;

    private final DiscoveryScene scene = new DiscoveryScene();
    private final Directory directory = new Directory(scene);
    private final InMemoryParticipation.Activations store = new InMemoryParticipation.Activations();
    private final InMemoryParticipation.Leases leases = new InMemoryParticipation.Leases(scene.node.clock);
    private final Activations activations = replica();

    private Activations replica() {
        RegistrationMaker maker = new RegistrationMaker(
                scene.node.wallets, scene.node.signers, scene.node.publicUrl, new RandomTokens(), scene.node.clock);
        return new Activations(
                new Activations.Parts(scene.node.subjects, directory.definitions, maker, directory, store, leases),
                scene.node.clock);
    }

    private static ObjectNode parameters() {
        return StrictJson.newObject().put("fhirEndpoint", "https://fhir.example/r4");
    }

    @BeforeEach
    void giveCredentials() throws Exception {
        scene.give("west", scene.west);
    }

    private Registration only() throws RegistrationRefusedException {
        assertThat(directory.all().entries()).hasSize(1);
        String text = directory.all().entries().values().iterator().next();
        return scene.rules.check(scene.service, text, scene.now());
    }

    private ActivationOutcome activate() {
        return activations.activate(SERVICE, WEST, parameters());
    }

    @Test
    void registersWhatKeepsTheRulesForAsLongAsTheServicePermits() throws Exception {
        assertThat(activate()).isEqualTo(new ActivationOutcome.Done());
        Registration registration = only();
        assertThat(registration.signer()).isEqualTo(scene.west.did());
        assertThat(registration.expiresAt()).isEqualTo(scene.now().plusSeconds(3599));
        assertThat(registration.claims().get("auth_server_url").asText())
                .isEqualTo("https://node.example:8443/oauth2/west");
        assertThat(UnverifiedPresentation.parse(registration.text()).content().credentials())
                .anySatisfy(credential -> assertThat(credential
                                .view()
                                .path("credentialSubject")
                                .path("fhirEndpoint")
                                .asText())
                        .isEqualTo("https://fhir.example/r4"));
        assertThat(activations.find(SERVICE, WEST).orElseThrow().registered())
                .extracting(Activation.Registered::id)
                .containsExactly(registration.id());
    }

    @Test
    void nothingIsKeptWhenTheWalletLacksCredentialsAndTheAnswerNamesThem() {
        ActivationOutcome outcome = activations.activate(SERVICE, new SubjectId("south"), parameters());
        assertThat(outcome).isInstanceOf(ActivationOutcome.CredentialsMissing.class);
        assertThat(((ActivationOutcome.CredentialsMissing) outcome).detail())
                .startsWith("missing credentials")
                .contains("organisation");
        assertThat(activations.find(SERVICE, new SubjectId("south"))).isEmpty();
        assertThat(directory.all().entries()).isEmpty();
    }

    @Test
    void unknownServicesAndSubjectsAndWrongParametersAreRefused() {
        assertThat(activations.activate("unknown", WEST, parameters()))
                .isEqualTo(new ActivationOutcome.UnknownService());
        assertThat(activations.activate(SERVICE, new SubjectId("nobody"), parameters()))
                .isEqualTo(new ActivationOutcome.UnknownSubject());
        assertThat(activations.activate(SERVICE, WEST, parameters().put("id", "did:web:other")))
                .isInstanceOf(ActivationOutcome.WrongParameters.class);
        assertThat(activations.deactivate("unknown", WEST)).isEqualTo(new ActivationOutcome.UnknownService());
        assertThat(activations.deactivate(SERVICE, new SubjectId("nobody")))
                .isEqualTo(new ActivationOutcome.UnknownSubject());
    }

    @Test
    void aPresentationEndsWithTheFirstOfItsCredentials() throws Exception {
        scene.node.clock.advance(Duration.ofDays(30).minusMinutes(10));
        assertThat(activate()).isEqualTo(new ActivationOutcome.Done());
        assertThat(only().expiresAt()).isEqualTo(scene.now().plus(Duration.ofMinutes(10)));
    }

    @Test
    void isRenewedWhenFortyFivePercentOfTheValidityIsOver() throws Exception {
        assertThat(activate()).isEqualTo(new ActivationOutcome.Done());
        String first = only().id();
        scene.node.clock.advance(Duration.ofSeconds(1610));
        activations.renewDue();
        assertThat(only().id()).isEqualTo(first);
        scene.node.clock.advance(Duration.ofSeconds(20));
        activations.renewDue();
        assertThat(only().id()).isNotEqualTo(first);
        assertThat(only().expiresAt()).isEqualTo(scene.now().plusSeconds(3599));
        assertThat(directory.all().timestamp()).isEqualTo(2);
    }

    @Test
    void ofSeveralReplicasOneRenews() {
        assertThat(activate()).isEqualTo(new ActivationOutcome.Done());
        scene.node.clock.advance(Duration.ofMinutes(30));
        activations.renewDue();
        replica().renewDue();
        assertThat(directory.all().timestamp()).isEqualTo(2);
    }

    @Test
    void whatTheServerCouldNotBeToldIsToldAgainLessAndLessOften() {
        directory.fails = Reason.UNAVAILABLE;
        assertThat(activate()).isEqualTo(new ActivationOutcome.Pending(Reason.UNAVAILABLE));
        Activation kept = activations.find(SERVICE, WEST).orElseThrow();
        assertThat(kept.attempt().error()).isEqualTo(Reason.UNAVAILABLE.description());
        assertThat(kept.attempt().at()).isEqualTo(scene.now().plusSeconds(60));
        scene.node.clock.advance(Duration.ofSeconds(61));
        activations.renewDue();
        assertThat(activations.find(SERVICE, WEST).orElseThrow().attempt().at())
                .isEqualTo(scene.now().plusSeconds(120));
        directory.fails = null;
        scene.node.clock.advance(Duration.ofSeconds(121));
        activations.renewDue();
        assertThat(directory.all().entries()).hasSize(1);
        assertThat(activations.find(SERVICE, WEST).orElseThrow().attempt().error())
                .isEmpty();
    }

    @Test
    void endingRetractsAndIsIdempotent() throws Exception {
        assertThat(activate()).isEqualTo(new ActivationOutcome.Done());
        String id = only().id();
        assertThat(activations.deactivate(SERVICE, WEST)).isEqualTo(new ActivationOutcome.Done());
        assertThat(only().retracts()).isEqualTo(id);
        assertThat(activations.find(SERVICE, WEST)).isEmpty();
        assertThat(activations.deactivate(SERVICE, WEST)).isEqualTo(new ActivationOutcome.Done());
        assertThat(directory.all().timestamp()).isEqualTo(2);
        assertThat(activate()).isEqualTo(new ActivationOutcome.Done());
        assertThat(only().retracts()).isNull();
    }

    @Test
    void aRetractionThatTheServerCouldNotBeToldIsToldLater() throws Exception {
        assertThat(activate()).isEqualTo(new ActivationOutcome.Done());
        directory.fails = Reason.UNAVAILABLE;
        assertThat(activations.deactivate(SERVICE, WEST)).isEqualTo(new ActivationOutcome.Pending(Reason.UNAVAILABLE));
        assertThat(activations.find(SERVICE, WEST).orElseThrow().ending()).isTrue();
        directory.fails = null;
        scene.node.clock.advance(Duration.ofMinutes(2));
        activations.renewDue();
        assertThat(only().retracts()).isNotNull();
        assertThat(activations.find(SERVICE, WEST)).isEmpty();
    }

    @Test
    void aSubjectThatWasDeactivatedIsNotRenewed() {
        assertThat(activate()).isEqualTo(new ActivationOutcome.Done());
        assertThat(scene.node.subjects.deactivate(WEST)).isPresent();
        scene.node.clock.advance(Duration.ofMinutes(30));
        activations.renewDue();
        assertThat(directory.all().timestamp()).isEqualTo(1);
        assertThat(activations.find(SERVICE, WEST).orElseThrow().attempt().error())
                .contains("not active");
    }

    @Test
    void whatIsEndedWhileItIsBeingRenewedIsTakenBack() throws Exception {
        assertThat(activate()).isEqualTo(new ActivationOutcome.Done());
        scene.node.clock.advance(Duration.ofMinutes(30));
        directory.onRegister = () -> store.remove(SERVICE, WEST);
        activations.renewDue();
        assertThat(only().retracts()).isNull();
        scene.node.clock.advance(Duration.ofMinutes(1));
        activations.renewDue();
        assertThat(only().retracts()).isNotNull();
        assertThat(activations.find(SERVICE, WEST)).isEmpty();
    }
}
