// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidWeb;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Base URL under which the customer's public host is reached: https, a host name, maybe a port and a path, no trailing
 * slash, query or fragment. All public names of this node are made from it, never from a {@code Host} header.
 */
public record PublicUrl(String value) {

    private static final String OAUTH = "/oauth2/";
    private static final String IAM = "iam";

    /** @throws IllegalArgumentException if the URL has another form */
    public PublicUrl {
        URI uri = URI.create(value);
        if (!"https".equals(uri.getScheme())
                || uri.getHost() == null
                || !uri.getHost().equals(uri.getHost().toLowerCase(Locale.ROOT))
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || value.endsWith("/")) {
            throw new IllegalArgumentException(
                    "notenboom.public-url is an https URL with a host name in lower case and no trailing slash");
        }
    }

    /** Issuer URL of a subject: {@code <base>/oauth2/<subject>}. */
    public String issuer(SubjectId subject) {
        return value + OAUTH + subject.value();
    }

    /** A new did:web under this host: {@code did:web:<host>[%3A<port>][:<path>]:iam:<uuid>}. */
    public Did didWeb(UUID id) {
        return didWeb(id.toString());
    }

    /** The did:web that is published at {@code <base>/iam/<id>/did.json}; empty if the id cannot be part of one. */
    public Optional<Did> didWebOfPath(String id) {
        try {
            return Optional.of(didWeb(id));
        } catch (IllegalArgumentException notADid) {
            return Optional.empty();
        }
    }

    /** The subject that an issuer URL of this node names; empty if it is not one of this node. */
    public Optional<SubjectId> subjectOf(String issuer) {
        String prefix = value + OAUTH;
        return issuer.startsWith(prefix) ? SubjectId.tryParse(issuer.substring(prefix.length())) : Optional.empty();
    }

    private Did didWeb(String id) {
        URI uri = URI.create(value);
        List<String> path = new ArrayList<>();
        Arrays.stream(uri.getPath().split("/")).filter(part -> !part.isEmpty()).forEach(path::add);
        path.add(IAM);
        path.add(id);
        return DidWeb.of(uri.getHost(), uri.getPort() < 0 ? null : uri.getPort(), path)
                .did();
    }
}
