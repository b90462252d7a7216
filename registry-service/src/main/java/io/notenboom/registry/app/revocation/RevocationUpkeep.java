// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.revocation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.registry.app.RegistryConfig;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.OwnEnrolment;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.revocation.FoundationRevocations;
import io.notenboom.registry.revocation.OwnRevocations;
import io.notenboom.registry.revocation.RevocationRule;
import io.notenboom.trust.x509.RevocationAddress;
import io.notenboom.trust.x509.RevocationList;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Keeps the Foundation's revocation list fresh: makes the next one at the Foundation's node, fetches it at others. */
@Singleton
public class RevocationUpkeep {

    private static final Logger LOG = Logger.getLogger(RevocationUpkeep.class);
    /** Before {@link io.notenboom.registry.app.RegistryStart}, which has the default priority. */
    private static final int BEFORE_THE_PEER_LISTENER = 1_000;

    /** After {@link io.notenboom.registry.app.RegistryStart}: events revoke, too. */
    private static final int AFTER_THE_LOG_WAS_READ = 3_000;

    private static final String PATH = "/pki/v1/foundation.crl";

    private final PeerRevocations revocations;
    private final OwnRevocations own;
    private final OwnIdentityStore identity;
    private final RevocationConfig config;
    private final RegistryConfig registry;
    private final InstantSource clock;
    private Optional<Source> watched = Optional.empty();

    private record Source(URI url, RevocationRule rule) {}

    RevocationUpkeep(
            PeerRevocations revocations,
            OwnRevocations own,
            OwnIdentityStore identity,
            RevocationConfig config,
            RegistryConfig registry,
            InstantSource clock) {
        this.revocations = revocations;
        this.own = own;
        this.identity = identity;
        this.config = config;
        this.registry = registry;
        this.clock = clock;
    }

    /** What was fetched before the restart counts before the first peer gets in. */
    void load(@Observes @Priority(BEFORE_THE_PEER_LISTENER) StartupEvent event, NodeConfig node) {
        if (node.mode() != NodeMode.DEV
                && config.url().filter(url -> !"https".equals(url.getScheme())).isPresent()) {
            throw new IllegalStateException("notenboom.registry.revocation-list.url has to be an https URL");
        }
        follow();
    }

    void start(@Observes @Priority(AFTER_THE_LOG_WAS_READ) StartupEvent event, MeterRegistry meters) {
        own.foundation().ifPresent(FoundationRevocations::logWasRead);
        Gauge.builder("registry.revocation.list.seconds", this, RevocationUpkeep::secondsLeft)
                .description("Until the newest known revocation list of the Foundation ends; negative when it has")
                .register(meters);
        Gauge.builder("registry.revocation.list.entries", this, upkeep -> upkeep.revocations
                        .list()
                        .map(RevocationList::size)
                        .orElse(0))
                .description("Certificates that it names")
                .register(meters);
        look();
        revocations.start();
    }

    private double secondsLeft() {
        return revocations
                .list()
                .map(list -> (double)
                        Duration.between(clock.instant(), list.nextUpdate()).toSeconds())
                .orElse(Double.NaN);
    }

    /** Publishes the next list when it is due; notices where lists are after this node got a certificate. */
    @Scheduled(every = "1m", delayed = "1m", identity = "revocation-list")
    void look() {
        own.foundation().ifPresent(FoundationRevocations::refresh);
        follow();
        if (revocations.standing().overdue()) {
            LOG.errorf(
                    "there was no current revocation list of the Foundation for %s: no peer gets in; see"
                            + " notenboom.registry.revocation-list.url",
                    RevocationRule.GRACE);
        }
    }

    private synchronized void follow() {
        Optional<Source> now = source();
        if (own.foundation().isEmpty() && !now.equals(watched)) {
            now.ifPresentOrElse(
                    source -> {
                        LOG.infof("the Foundation's revocation list is fetched from %s", source.url());
                        revocations.watch(source.url(), source.rule());
                    },
                    () -> LOG.info("no revocation list of the Foundation is known"));
            watched = now;
        }
    }

    private Optional<Source> source() {
        Optional<URI> known = config.url().or(() -> identity.enrolment(EnrolmentKind.NODE_CA)
                .flatMap(OwnEnrolment::certificate)
                .flatMap(own -> RevocationAddress.of(own.certificate())));
        return known.map(url -> new Source(url, RevocationRule.REQUIRED)).or(() -> registry.foundation()
                .url()
                .map(base -> URI.create(base.toString().replaceFirst("/+$", "") + PATH))
                .map(url -> new Source(url, RevocationRule.IF_THERE_IS_ONE)));
    }
}
