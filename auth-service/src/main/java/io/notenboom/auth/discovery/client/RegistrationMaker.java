// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.auth.discovery.client.Activation.Registered;
import io.notenboom.auth.signature.SignatureKind;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnSigners;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.wallet.Wallets;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.SelfAttestedCredential;
import io.notenboom.trust.exchange.MatchResult;
import io.notenboom.trust.exchange.PresentationExchange;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.presentation.PresentationBuilder;
import io.notenboom.trust.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Makes the presentations with which own subjects register, and their retractions. */
public final class RegistrationMaker {

    /** Name of the claim that tells where the authorization server of a subject is. */
    public static final String AUTH_SERVER_URL = "authServerURL";

    private static final Duration BACK = Duration.ofSeconds(1);

    private final Wallets wallets;
    private final OwnSigners signers;
    private final PublicUrl publicUrl;
    private final Supplier<Secret> randomTexts;
    private final InstantSource clock;

    /** @param randomTexts makes the ids of presentations */
    public RegistrationMaker(
            Wallets wallets,
            OwnSigners signers,
            PublicUrl publicUrl,
            Supplier<Secret> randomTexts,
            InstantSource clock) {
        this.wallets = wallets;
        this.signers = signers;
        this.publicUrl = publicUrl;
        this.randomTexts = randomTexts;
        this.clock = clock;
    }

    /** What a DID can register with; valid for as long as service and credentials permit. */
    Made make(ServiceDefinition service, SubjectId subject, OwnDid did, ObjectNode parameters) {
        Instant now = clock.instant();
        List<Credential> candidates = candidates(subject, did, parameters, now);
        return switch (PresentationExchange.match(service.presentationDefinition(), candidates)) {
            case MatchResult.Missing missing ->
                new Made.Missing(missing.gaps().stream()
                        .map(MatchResult.DescriptorGap::describe)
                        .collect(Collectors.joining("; ")));
            case MatchResult.Matched matched ->
                new Made.Presentation(present(
                        service,
                        did,
                        matched.presented().stream().map(candidates::get).toList(),
                        now));
        };
    }

    /** Whether a DID can register with what the wallet has. */
    boolean canMake(ServiceDefinition service, SubjectId subject, OwnDid did) {
        return PresentationExchange.match(
                        service.presentationDefinition(),
                        candidates(subject, did, StrictJson.newObject(), clock.instant()))
                instanceof MatchResult.Matched;
    }

    /** A presentation that takes back a registered one. */
    String retraction(ServiceDefinition service, OwnDid did, Registered registered) {
        String holder = did.did().value();
        Instant start = clock.instant().minus(BACK);
        ObjectNode claims = StrictJson.newObject()
                .put("iss", holder)
                .put("sub", holder)
                .put("jti", holder + "#" + randomTexts.get().reveal())
                .put("nonce", randomTexts.get().reveal())
                .put("nbf", start.getEpochSecond())
                .put("iat", start.getEpochSecond())
                .put("exp", start.plus(service.maxValidity()).getEpochSecond())
                .put("retract_jti", registered.id());
        claims.putArray("aud").add(service.id());
        ObjectNode vp = claims.putObject("vp");
        vp.putArray("@context").add(CredentialType.VC_CONTEXT);
        vp.putArray("type").add("VerifiablePresentation").add("RetractedVerifiablePresentation");
        return Jws.sign(
                        Map.of("typ", "JWT", "kid", did.signingKeyId().toString()),
                        StrictJson.write(claims),
                        signers.signer(did, SignatureKind.PRESENTATION, start.plus(service.maxValidity())))
                .serialized();
    }

    private Registered present(ServiceDefinition service, OwnDid did, List<Credential> credentials, Instant now) {
        Instant start = Instant.ofEpochSecond(now.minus(BACK).getEpochSecond());
        Instant end = start.plus(service.maxValidity());
        for (Credential credential : credentials) {
            Instant limit = credential.content().expiresAt();
            end = limit != null && limit.isBefore(end) ? limit : end;
        }
        String nonce = randomTexts.get().reveal();
        String text = new PresentationBuilder(did.signingKeyId(), signers.signer(did, SignatureKind.PRESENTATION, end))
                .build(
                        service.id(),
                        nonce,
                        credentials,
                        now,
                        Duration.ofSeconds(Duration.between(start, end).toSeconds()))
                .serialized();
        return new Registered(did.did(), did.did().value() + "#" + nonce, end, text);
    }

    private List<Credential> candidates(SubjectId subject, OwnDid did, ObjectNode parameters, Instant now) {
        List<Credential> candidates = new ArrayList<>(wallets.usable(subject, did.did()));
        candidates.add(registration(subject, did, parameters, now));
        return candidates;
    }

    private Credential registration(SubjectId subject, OwnDid did, ObjectNode parameters, Instant now) {
        ObjectNode claims = parameters.deepCopy().put(AUTH_SERVER_URL, publicUrl.issuer(subject));
        try {
            return SelfAttestedCredential.of(
                    randomTexts.get().reveal(), did.did(), CredentialType.DISCOVERY_REGISTRATION, claims, now);
        } catch (CredentialRefusedException refused) {
            throw new IllegalStateException("the parameters were checked before", refused);
        }
    }

    /** What was made. */
    sealed interface Made {

        /** This. */
        record Presentation(Registered registered) implements Made {}

        /** Nothing: the wallet lacks credentials. */
        record Missing(String detail) implements Made {}
    }
}
