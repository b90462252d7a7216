// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.mcsd;

import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.OwnEnrolment;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.projection.RegistryView;
import io.notenboom.trust.x509.Pem;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** Whether a stream is that of this node's own vendor: its genesis carries a CA certificate with the vendor's subject. */
public final class OwnStreams implements Predicate<EventId> {

    private final OwnIdentityStore identity;
    private final RegistryView view;
    private final Map<EventId, Boolean> known = new ConcurrentHashMap<>();

    /** Judges by these. */
    public OwnStreams(OwnIdentityStore identity, RegistryView view) {
        this.identity = identity;
        this.view = view;
    }

    @Override
    public boolean test(EventId stream) {
        return Boolean.TRUE.equals(known.computeIfAbsent(stream, this::judge));
    }

    /** Null, so that it is asked again, as long as this node has no vendor. */
    private @Nullable Boolean judge(EventId stream) {
        Optional<X500Principal> own = identity.enrolment(EnrolmentKind.VENDOR_CA)
                .flatMap(OwnEnrolment::certificate)
                .map(certificate -> certificate.certificate().getSubjectX500Principal());
        return own.map(subject -> begunBy(stream, subject)).orElse(null);
    }

    private boolean begunBy(EventId stream, X500Principal subject) {
        return view.event(stream)
                .filter(genesis -> genesis.payload() instanceof VendorRegistration registration
                        && Pem.readFirstCertificate(registration.caCertificate())
                                .getSubjectX500Principal()
                                .equals(subject))
                .isPresent();
    }
}
