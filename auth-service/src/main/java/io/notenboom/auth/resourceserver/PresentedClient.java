// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import io.notenboom.auth.form.FormParameters;
import io.notenboom.auth.subject.SubjectId;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

/**
 * What a caller shows of itself.
 *
 * @param subject subject in the path
 * @param issuer issuer URL of that subject
 * @param authorization values of the header {@code Authorization}
 * @param form parameters of the request
 * @param certificates the certificate that it proved to have the key of, and what it sent of its chain
 */
public record PresentedClient(
        SubjectId subject,
        String issuer,
        List<String> authorization,
        FormParameters form,
        List<X509Certificate> certificates) {

    /** Copies the lists. */
    public PresentedClient {
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(form, "form");
        authorization = List.copyOf(authorization);
        certificates = List.copyOf(certificates);
    }

    /** Shows no secret and no name. */
    @Override
    public String toString() {
        return "PresentedClient[issuer=" + issuer + "]";
    }
}
