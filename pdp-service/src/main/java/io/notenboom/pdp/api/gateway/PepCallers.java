// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import io.notenboom.kit.listener.ClientCertificates;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.pep.PepCredentials;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.pep.PepRegistration;
import io.notenboom.trust.x509.CertificatePath;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out which enforcement point calls. */
@Singleton
public class PepCallers {

    private final PepRegister peps;
    private final ClientCertificates certificates;
    private final InstantSource clock;

    /** Over the register. */
    public PepCallers(PepRegister peps, ClientCertificates certificates, InstantSource clock) {
        this.peps = peps;
        this.certificates = certificates;
        this.clock = clock;
    }

    /** Who calls. */
    sealed interface Found {

        /** The enforcement point that it says it is. */
        record Known(PepRegistration pep) implements Found {}

        /** Not to be answered, for a reason. */
        record Refused(Reason reason) implements Found {}
    }

    /** {@code x5t#S256} of the client certificate of the connection; null when there is none, or none that is valid now. */
    @Nullable
    String certificate(HttpServerRequest request) {
        try {
            List<X509Certificate> shown = certificates.of(request);
            if (shown.isEmpty()) {
                return null;
            }
            CertificatePath.requireValid(shown.getFirst(), clock.instant());
            return Fingerprints.x5tS256(shown.getFirst());
        } catch (ProblemException | UnfitCertificateInputException unusable) {
            return null;
        }
    }

    /** What the caller shows; a key that is there twice is none. */
    PepCredentials credentials(HttpServerRequest request) {
        List<String> keys = request.headers().getAll(PepCredentials.KEY_HEADER);
        return new PepCredentials(keys.size() == 1 ? keys.getFirst() : null, certificate(request));
    }

    /** Who shows these credentials. */
    Found find(String id, PepCredentials credentials) {
        if (!peps.loaded()) {
            return new Found.Refused(Reason.UNAVAILABLE);
        }
        if (id.isEmpty() && credentials.key().isEmpty()) {
            return credentials
                    .certificate()
                    .flatMap(peps::ofCertificate)
                    .<Found>map(Found.Known::new)
                    .orElseGet(() -> new Found.Refused(Reason.PEP_NOT_AUTHENTICATED));
        }
        return switch (peps.shown(id, credentials)) {
            case PepRegister.Shown.Registered registered -> new Found.Known(registered.pep());
            case PepRegister.Shown.Another another -> new Found.Refused(Reason.WRONG_TENANT);
            case PepRegister.Shown.Nobody nobody -> new Found.Refused(Reason.PEP_NOT_AUTHENTICATED);
        };
    }
}
