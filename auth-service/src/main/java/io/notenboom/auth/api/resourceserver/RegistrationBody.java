// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.resourceserver;

import io.notenboom.auth.api.JsonBody;
import io.notenboom.auth.api.Problems;
import io.notenboom.auth.resourceserver.AnswerProfile;
import io.notenboom.auth.resourceserver.AuthenticationMethod;
import io.notenboom.auth.resourceserver.CertificateName;
import io.notenboom.auth.resourceserver.ClientAuthentication;
import io.notenboom.auth.resourceserver.JwkSet;
import io.notenboom.auth.resourceserver.Registration;
import io.notenboom.auth.resourceserver.ResourceServer;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the body of a registration; members have the names of OAuth client metadata (RFC 7591, RFC 8705) where there are any. */
final class RegistrationBody {

    private static final Set<String> MEMBERS = members();

    private RegistrationBody() {}

    /**
     * Reads a body.
     *
     * @param issuer issuer URL of the subject: the audience of who names none
     * @param id client id in the path; null where the body may name one
     * @throws io.notenboom.kit.problem.ProblemException 400 that says what is wrong
     */
    static Registration read(byte[] json, String issuer, @Nullable String id) {
        JsonBody body = JsonBody.parse(json).only(MEMBERS);
        try {
            String clientId = body.text("client_id").orElse(id);
            if (id != null && !id.equals(clientId)) {
                throw new IllegalArgumentException("client_id is not that of the path; it cannot be changed");
            }
            return new Registration(clientId, terms(body, issuer), proof(body), method(body));
        } catch (IllegalArgumentException wrong) {
            throw Problems.badRequest(String.valueOf(wrong.getMessage()));
        }
    }

    private static ResourceServer.Terms terms(JsonBody body, String issuer) {
        List<String> audiences = body.texts("audiences");
        AnswerProfile profile = body.text("profile")
                .map(name -> AnswerProfile.ofWireName(name)
                        .orElseThrow(() -> new IllegalArgumentException("profile must be claims or assertions")))
                .orElse(AnswerProfile.CLAIMS);
        return new ResourceServer.Terms(
                body.requiredText("name"),
                audiences.isEmpty() ? List.of(issuer) : audiences,
                profile,
                body.flag("may_revoke", false));
    }

    private static AuthenticationMethod method(JsonBody body) {
        return AuthenticationMethod.ofWireName(body.requiredText("auth_method"))
                .orElseThrow(() -> new IllegalArgumentException("auth_method must be one of "
                        + Arrays.stream(AuthenticationMethod.values())
                                .map(AuthenticationMethod::wireName)
                                .toList()));
    }

    /** The one thing by which it is known; null if there is none. */
    private static @Nullable ClientAuthentication proof(JsonBody body) {
        List<ClientAuthentication> given = new ArrayList<>();
        body.node("jwks").ifPresent(set -> given.add(new ClientAuthentication.Keys(JwkSet.strict(set))));
        body.text("jwks_uri").ifPresent(url -> given.add(new ClientAuthentication.KeysAt(url(url))));
        body.text("certificates")
                .ifPresent(pem -> given.add(new ClientAuthentication.Certificates(Pem.readCertificates(pem).stream()
                        .map(Fingerprints::x5tS256)
                        .toList())));
        for (CertificateName.Kind kind : CertificateName.Kind.values()) {
            body.text(kind.wireName())
                    .ifPresent(name -> given.add(new ClientAuthentication.Named(new CertificateName(kind, name))));
        }
        if (given.size() > 1) {
            throw new IllegalArgumentException(
                    "give one of jwks, jwks_uri, certificates and the tls_client_auth_… names only");
        }
        return given.isEmpty() ? null : given.getFirst();
    }

    private static URI url(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("jwks_uri must be an https URL", malformed);
        }
    }

    private static Set<String> members() {
        Set<String> members = new HashSet<>(Set.of(
                "client_id",
                "name",
                "audiences",
                "profile",
                "may_revoke",
                "auth_method",
                "jwks",
                "jwks_uri",
                "certificates"));
        Arrays.stream(CertificateName.Kind.values())
                .map(CertificateName.Kind::wireName)
                .forEach(members::add);
        return Set.copyOf(members);
    }
}
