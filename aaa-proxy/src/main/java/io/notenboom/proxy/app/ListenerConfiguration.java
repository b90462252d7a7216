// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** The properties {@code notenboom.listener.public.*}. */
@ConfigMapping(prefix = "notenboom.listener.public")
public interface ListenerConfiguration {

    /** Address to listen on. */
    @WithDefault("0.0.0.0")
    String host();

    /** Port to listen on. */
    int port();

    /** PEM file with the certificate and its chain. */
    Path certificate();

    /** PEM file with its private key. */
    Path key();

    /** Whether clients are asked for a certificate: {@code none} or {@code request}. */
    @WithDefault("none")
    String clientCertificates();
}
