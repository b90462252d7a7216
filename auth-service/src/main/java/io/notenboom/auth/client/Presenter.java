// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnSigners;
import io.notenboom.auth.wallet.Wallets;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.SelfAttestedCredential;
import io.notenboom.trust.exchange.MatchResult;
import io.notenboom.trust.exchange.PresentationDefinition;
import io.notenboom.trust.exchange.PresentationExchange;
import io.notenboom.trust.presentation.PresentationBuilder;
import io.notenboom.trust.secret.Secret;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Chooses credentials from a wallet for a presentation definition and makes the presentation. */
@CheckReturnValue
public final class Presenter {

    private static final int MAX_CREDENTIALS = 10;

    private final Wallets wallets;
    private final OwnSigners signers;
    private final Supplier<Secret> randomTexts;
    private final InstantSource clock;

    /**
     * Chooses from these wallets.
     *
     * @param randomTexts makes nonces
     */
    public Presenter(Wallets wallets, OwnSigners signers, Supplier<Secret> randomTexts, InstantSource clock) {
        this.wallets = wallets;
        this.signers = signers;
        this.randomTexts = randomTexts;
        this.clock = clock;
    }

    /** What is wrong with a request, if anything. */
    static Optional<String> mistake(WalletTokenRequest request) {
        URI server = request.authorizationServer();
        if (!"https".equals(server.getScheme())
                || server.getHost() == null
                || server.getRawQuery() != null
                || server.getRawFragment() != null) {
            return Optional.of("authorization_server must be an https issuer URL without query and fragment");
        }
        if (request.credentials().size() > MAX_CREDENTIALS) {
            return Optional.of("credentials must be at most " + MAX_CREDENTIALS);
        }
        for (ObjectNode credential : request.credentials()) {
            if (credential.has("issuer")) {
                return Optional.of("self-asserted credentials must not contain issuer");
            }
            if (!(credential.get("credentialSubject") instanceof ObjectNode subject)) {
                return Optional.of("self-asserted credentials must have one credentialSubject");
            }
            if (subject.has("id")) {
                return Optional.of("self-asserted credentials must not contain credentialSubject.id");
            }
            if (specificType(credential)
                    .filter(CredentialVerifier.SELF_ATTESTED_TYPES::contains)
                    .isEmpty()) {
                return Optional.of("self-asserted credentials must be of one of the types "
                        + CredentialVerifier.SELF_ATTESTED_TYPES.stream()
                                .sorted()
                                .toList());
            }
        }
        return Optional.empty();
    }

    /** Chooses the credentials that a definition asks for. */
    Choice choose(
            WalletTokenRequest request, OwnDid did, AuthorizationServer server, PresentationDefinition definition) {
        List<Credential> candidates = new ArrayList<>();
        wallets.usable(request.subject(), did.did()).stream()
                .filter(credential -> server.didMethods()
                        .contains(credential.content().issuer().method()))
                .forEach(candidates::add);
        for (ObjectNode attested : request.credentials()) {
            candidates.add(selfAttested(did, attested));
        }
        return narrowed(request, definition, candidates);
    }

    /** The presentation of the chosen credentials, as compact JWT. */
    String presentation(OwnDid did, String audience, Choice.Some choice) {
        List<Credential> presented = choice.matched().presented().stream()
                .map(choice.candidates()::get)
                .toList();
        return new PresentationBuilder(did.signingKeyId(), signers.signer(did.signingKey()))
                .tokenRequest(audience, randomTexts.get().reveal(), presented, clock.instant())
                .serialized();
    }

    private static Choice narrowed(
            WalletTokenRequest request, PresentationDefinition definition, List<Credential> candidates) {
        if (!definition.fieldIds().containsAll(request.selection().keySet())) {
            return new Choice.None(
                    "credential_selection names a field that the presentation definition does not have", List.of());
        }
        List<Credential> kept = new ArrayList<>(candidates);
        while (true) {
            switch (PresentationExchange.match(definition, kept)) {
                case MatchResult.Missing missing -> {
                    return none(missing, request);
                }
                case MatchResult.Matched matched -> {
                    Optional<Integer> unwanted =
                            Selection.firstUnwanted(definition, matched, kept, request.selection());
                    if (unwanted.isEmpty()) {
                        return new Choice.Some(matched, List.copyOf(kept));
                    }
                    kept.remove(unwanted.get().intValue());
                }
            }
        }
    }

    private static Choice none(MatchResult.Missing missing, WalletTokenRequest request) {
        String gaps =
                missing.gaps().stream().map(MatchResult.DescriptorGap::describe).collect(Collectors.joining("; "));
        String selection = request.selection().isEmpty() ? "" : " (with this credential_selection)";
        return new Choice.None(
                "missing credentials" + selection + ": " + gaps,
                missing.gaps().stream()
                        .map(MatchResult.DescriptorGap::descriptorId)
                        .toList());
    }

    private Credential selfAttested(OwnDid did, ObjectNode attested) {
        try {
            return SelfAttestedCredential.of(
                    UUID.randomUUID().toString(),
                    did.did(),
                    specificType(attested).orElseThrow(),
                    (ObjectNode) attested.path("credentialSubject"),
                    clock.instant());
        } catch (CredentialRefusedException refused) {
            throw new IllegalStateException("the request was checked before", refused);
        }
    }

    private static Optional<String> specificType(ObjectNode credential) {
        JsonNode node = credential.path("type");
        List<String> specific = new ArrayList<>();
        for (JsonNode type : node.isArray() ? node : List.of(node)) {
            if (!type.asText("").equals(CredentialType.VERIFIABLE_CREDENTIAL)) {
                specific.add(type.asText(""));
            }
        }
        return specific.size() == 1 ? Optional.of(specific.getFirst()) : Optional.empty();
    }

    /** What a wallet can give for a definition. */
    @CheckReturnValue
    sealed interface Choice {

        /**
         * All that is asked for.
         *
         * @param matched which credential for which descriptor
         * @param candidates the credentials that the match counts
         */
        record Some(MatchResult.Matched matched, List<Credential> candidates) implements Choice {}

        /** Not all. */
        record None(String detail, List<String> descriptors) implements Choice {}
    }
}
