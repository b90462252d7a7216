// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.app;

import io.notenboom.proxy.policy.RouteTable;
import io.notenboom.proxy.server.Origin;
import io.notenboom.proxy.server.ProxySettings;
import io.notenboom.proxy.server.ProxySettings.Backend;
import io.notenboom.proxy.server.ProxySettings.Connections;
import io.notenboom.proxy.server.ProxySettings.Identity;
import io.notenboom.proxy.server.ProxySettings.Limits;
import io.notenboom.proxy.server.ProxySettings.Listener;
import io.notenboom.proxy.server.ProxySettings.Pdp;
import io.notenboom.proxy.server.ProxySettings.Pep;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns the properties into settings, reading the files they name; every error names the property. */
final class SettingsReader {

    private static final Pattern PEP_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,4096}");
    private static final int MAX_FILE_BYTES = 8_192;

    private SettingsReader() {}

    static ProxySettings read(ListenerConfiguration listener, ProxyConfiguration proxy, Optional<Path> trust) {
        Backend backend = backend(proxy);
        Pep notifications = notifications(proxy.notification());
        return new ProxySettings(
                new Listener(
                        listener.host(),
                        listener.port(),
                        listener.certificate(),
                        listener.key(),
                        clientCertificates(listener)),
                new RouteTable(
                        backend == null ? null : proxy.basePath(),
                        notifications == null ? null : proxy.notification().basePath()),
                new Pdp(
                        Origin.of(proxy.pdpUrl(), "notenboom.proxy.pdp-url"),
                        pep(proxy.pep(), proxy.pepKeyFile(), "notenboom.proxy."),
                        notifications),
                backend,
                trust.orElse(null),
                limits(proxy.limits()));
    }

    private static Limits limits(ProxyConfiguration.Limits limits) {
        return new Limits(
                limits.requests(),
                limits.headerBytes(),
                Limits.DEFAULT.taskBytes(),
                TimeUnit.SECONDS.toMillis(limits.pdpSeconds()),
                TimeUnit.SECONDS.toMillis(limits.backendSeconds()),
                limits.idleSeconds(),
                Limits.DEFAULT.drainMilliseconds(),
                new Connections(
                        limits.connections(),
                        limits.connectionsPerAddress(),
                        TimeUnit.SECONDS.toMillis(limits.headerSeconds())));
    }

    private static boolean clientCertificates(ListenerConfiguration listener) {
        return switch (listener.clientCertificates()) {
            case "none" -> false;
            case "request" -> true;
            default ->
                throw new IllegalArgumentException(
                        "Set notenboom.listener.public.client-certificates to none or request.");
        };
    }

    private static @Nullable Identity identity(ProxyConfiguration proxy, Origin origin) {
        if (proxy.backendCertificate().isEmpty() && proxy.backendKey().isEmpty()) {
            return null;
        }
        if (proxy.backendCertificate().isEmpty() || proxy.backendKey().isEmpty() || !origin.secure()) {
            throw new IllegalArgumentException(
                    "Set notenboom.proxy.backend-certificate and backend-key both, and an https backend-url.");
        }
        return new Identity(
                readable(proxy.backendCertificate().get(), "notenboom.proxy.backend-certificate"),
                readable(proxy.backendKey().get(), "notenboom.proxy.backend-key"));
    }

    private static Path readable(Path file, String property) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("The file of " + property + " cannot be read: " + file);
        }
        return file;
    }

    private static Pep pep(String id, Path keyFile, String prefix) {
        if (!PEP_ID.matcher(id).matches()) {
            throw new IllegalArgumentException("Set " + prefix + "pep to 1 to 64 letters, digits, - and _.");
        }
        return new Pep(id, Secret.of(visible(keyFile, prefix + "pep-key-file")));
    }

    private static @Nullable Pep notifications(ProxyConfiguration.Notification own) {
        String prefix = "notenboom.proxy.notification.";
        if (own.pep().isEmpty() != own.pepKeyFile().isEmpty()) {
            throw new IllegalArgumentException("Set " + prefix + "pep and pep-key-file both, or none of them.");
        }
        return own.pep().isEmpty()
                ? null
                : pep(own.pep().get(), own.pepKeyFile().orElseThrow(), prefix);
    }

    private static @Nullable Backend backend(ProxyConfiguration proxy) {
        if (proxy.backendUrl().isEmpty()) {
            return null;
        }
        Origin origin = Origin.of(proxy.backendUrl().get(), "notenboom.proxy.backend-url");
        Identity identity = identity(proxy, origin);
        if (proxy.backendTokenFile().isPresent()) {
            String token = visible(proxy.backendTokenFile().get(), "notenboom.proxy.backend-token-file");
            return new Backend(origin, Secret.of("Bearer " + token), identity);
        }
        if (proxy.backendUsername().isEmpty()) {
            return new Backend(origin, null, identity);
        }
        Path passwordFile = proxy.backendPasswordFile()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Set notenboom.proxy.backend-password-file: it belongs to backend-username."));
        String pair =
                proxy.backendUsername().get() + ":" + firstLine(passwordFile, "notenboom.proxy.backend-password-file");
        return new Backend(
                origin,
                Secret.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))),
                identity);
    }

    private static String visible(Path file, String property) {
        String line = firstLine(file, property);
        if (!VISIBLE.matcher(line).matches()) {
            throw new IllegalArgumentException(
                    "The file of " + property + " must hold visible ASCII characters only: " + file);
        }
        return line;
    }

    private static String firstLine(Path file, String property) {
        try {
            if (Files.size(file) <= MAX_FILE_BYTES) {
                String line =
                        Files.readString(file).lines().findFirst().orElse("").strip();
                if (!line.isEmpty()) {
                    return line;
                }
            }
        } catch (IOException failure) {
            throw new IllegalArgumentException("The file of " + property + " cannot be read: " + file, failure);
        }
        throw new IllegalArgumentException("The file of " + property + " is empty or too long: " + file);
    }
}
