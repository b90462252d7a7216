// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import io.notenboom.trust.secret.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds out which resource server a caller is. It has to authenticate in the one way that it is registered with. Safe for use by
 * many threads.
 */
public final class ClientAuthenticator {

    private static final String BASIC = "Basic ";
    private static final int MAX_HEADER = 1024;

    /** So that an unknown id takes as long as a wrong secret. */
    private static final StoredSecret OF_NOBODY = StoredSecret.of(Secret.of("of nobody"));

    private final ResourceServerStore store;
    private final ClientAssertions assertions;
    private final ClientCertificateCheck certificates;
    private final InstantSource clock;

    /** Looks resource servers up in this store. */
    public ClientAuthenticator(
            ResourceServerStore store,
            ClientAssertions assertions,
            ClientCertificateCheck certificates,
            InstantSource clock) {
        this.store = store;
        this.assertions = assertions;
        this.certificates = certificates;
        this.clock = clock;
    }

    /** Finds out who it is. */
    public ClientOutcome authenticate(PresentedClient presented) {
        boolean header = !presented.authorization().isEmpty();
        boolean post = presented.form().get("client_secret").isPresent();
        boolean assertion = presented.form().get("client_assertion").isPresent();
        if ((header ? 1 : 0) + (post ? 1 : 0) + (assertion ? 1 : 0) > 1) {
            return new ClientOutcome.Ambiguous();
        }
        if (header) {
            return byBasic(presented);
        }
        if (post) {
            return bySecret(presented, AuthenticationMethod.CLIENT_SECRET_POST, posted(presented));
        }
        return assertion ? byAssertion(presented) : byCertificate(presented);
    }

    private ClientOutcome byBasic(PresentedClient presented) {
        Optional<IdAndSecret> sent = basic(presented.authorization());
        return sent.isEmpty()
                ? new ClientOutcome.Refused("the header Authorization is not Basic with id and secret")
                : bySecret(presented, AuthenticationMethod.CLIENT_SECRET_BASIC, sent);
    }

    private ClientOutcome bySecret(PresentedClient presented, AuthenticationMethod method, Optional<IdAndSecret> sent) {
        if (sent.isEmpty()) {
            return new ClientOutcome.Refused(method.wireName() + " without client_id");
        }
        Optional<ResourceServer> client =
                store.find(presented.subject(), sent.get().id());
        List<StoredSecret> secrets = client.map(ResourceServer::authentication)
                .filter(known -> known.method() == method)
                .map(ClientAuthenticator::secrets)
                .orElse(List.of(OF_NOBODY));
        boolean right = false;
        for (StoredSecret secret : secrets) {
            right |= secret.matches(sent.get().secret()) && secret.isInForce(clock.instant());
        }
        return client.isPresent() && right && !secrets.contains(OF_NOBODY)
                ? new ClientOutcome.Authenticated(client.get())
                : new ClientOutcome.Refused(
                        method.wireName() + (client.isPresent() ? ": wrong secret or method" : ": unknown client"));
    }

    private static List<StoredSecret> secrets(ClientAuthentication authentication) {
        return switch (authentication) {
            case ClientAuthentication.Secrets known -> known.secrets();
            case ClientAuthentication.Keys _,
                    ClientAuthentication.KeysAt _,
                    ClientAuthentication.Named _,
                    ClientAuthentication.Certificates _ -> List.of();
        };
    }

    private ClientOutcome byAssertion(PresentedClient presented) {
        if (!presented.form().get("client_assertion_type").equals(Optional.of(ClientAssertions.TYPE))) {
            return new ClientOutcome.Refused("client_assertion_type is not " + ClientAssertions.TYPE);
        }
        String assertion = presented.form().get("client_assertion").orElseThrow();
        Optional<String> id = ClientAssertions.claimedClient(assertion);
        if (id.isEmpty()
                || presented
                        .form()
                        .get("client_id")
                        .filter(other -> !id.get().equals(other))
                        .isPresent()) {
            return new ClientOutcome.Refused("client_assertion is malformed, or not of client_id");
        }
        return checked(
                presented,
                id.get(),
                Set.of(AuthenticationMethod.PRIVATE_KEY_JWT),
                client -> assertions.mistake(assertion, client, presented.issuer()));
    }

    private ClientOutcome byCertificate(PresentedClient presented) {
        Optional<String> id = presented.form().get("client_id");
        if (id.isEmpty()) {
            return new ClientOutcome.Refused("no client authentication");
        }
        return checked(
                presented,
                id.get(),
                EnumSet.of(AuthenticationMethod.TLS_CLIENT_AUTH, AuthenticationMethod.SELF_SIGNED_TLS_CLIENT_AUTH),
                client -> certificates.mistake(presented.certificates(), client));
    }

    private ClientOutcome checked(
            PresentedClient presented,
            String id,
            Set<AuthenticationMethod> methods,
            Function<ResourceServer, Optional<String>> check) {
        Optional<ResourceServer> client = store.find(presented.subject(), id)
                .filter(known -> methods.contains(known.authentication().method()));
        if (client.isEmpty()) {
            return new ClientOutcome.Refused(
                    methods.stream().map(AuthenticationMethod::wireName).collect(Collectors.joining(" or "))
                            + ": unknown client, or registered with another method");
        }
        String method = client.get().authentication().method().wireName();
        return check.apply(client.get())
                .<ClientOutcome>map(what -> new ClientOutcome.Refused(method + ": " + what))
                .orElseGet(() -> new ClientOutcome.Authenticated(client.get()));
    }

    private static Optional<IdAndSecret> posted(PresentedClient presented) {
        Secret secret = Secret.of(presented.form().get("client_secret").orElseThrow());
        return presented.form().get("client_id").map(id -> new IdAndSecret(id, secret));
    }

    private static Optional<IdAndSecret> basic(List<String> authorization) {
        String header = authorization.getFirst();
        if (authorization.size() != 1
                || header.length() > MAX_HEADER
                || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String text = new String(decoded, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 1
                    ? Optional.empty()
                    : Optional.of(new IdAndSecret(
                            URLDecoder.decode(text.substring(0, colon), StandardCharsets.UTF_8),
                            Secret.of(URLDecoder.decode(text.substring(colon + 1), StandardCharsets.UTF_8))));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private record IdAndSecret(String id, Secret secret) {}
}
