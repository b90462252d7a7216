// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.oidc;

import io.notenboom.kit.access.Scopes;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.customer.NodeMode;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.OidcTenantConfigBuilder;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.BaseTlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The OpenID provider of the configuration; without one there is no tenant, and nobody gets in this way. */
@ApplicationScoped
class OperatorTenant implements TenantConfigResolver {

    private static final String ID = "operators";
    private static final Duration KEYS_ASKED_AGAIN = Duration.ofMinutes(1);

    private final Optional<OidcTenantConfig> tenant;

    @Inject
    OperatorTenant(OperatorConfig config, NodeConfig node, TlsConfigurationRegistry tls) {
        config.trust().ifPresent(file -> tls.register(ID, trusting(file)));
        this.tenant = config.issuer().map(issuer -> tenant(issuer, config, node.mode() == NodeMode.DEV));
    }

    private static OidcTenantConfig tenant(String issuer, OperatorConfig config, boolean development) {
        require(
                issuer.startsWith("https://") || (development && issuer.startsWith("http://")),
                "issuer has to be an https URL");
        require(
                config.audience().isPresent() && !config.audience().get().isEmpty(),
                "audience has to be set: a token of the same provider for another service must not do");
        require(
                !config.scopes().isEmpty() && config.scopes().values().stream().allMatch(Scopes.GRANTABLE::containsAll),
                "scopes.\"<role>\" has to give scopes that exist to at least one role");
        OidcTenantConfigBuilder builder = OidcTenantConfig.authServerUrl(issuer)
                .tenantId(ID)
                .applicationType(ApplicationType.SERVICE)
                .token()
                .issuer(issuer)
                .audience(config.audience().get())
                .forcedJwkRefreshInterval(KEYS_ASKED_AGAIN)
                .allowJwtIntrospection(false)
                .allowOpaqueTokenIntrospection(false)
                .end();
        config.trust().ifPresent(file -> builder.tlsConfigurationName(ID));
        return builder.build();
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("notenboom.access.oidc: " + rule);
        }
    }

    private static BaseTlsConfiguration trusting(Path file) {
        return new BaseTlsConfiguration() {
            @Override
            public TrustOptions getTrustStoreOptions() {
                return new PemTrustOptions().addCertPath(file.toString());
            }
        };
    }

    /** Reads the configuration at once, so that a service with one that cannot be used does not start. */
    void load(@Observes StartupEvent started) {}

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext routing, OidcRequestContext<OidcTenantConfig> context) {
        return Uni.createFrom().item(tenant.orElse(null));
    }
}
