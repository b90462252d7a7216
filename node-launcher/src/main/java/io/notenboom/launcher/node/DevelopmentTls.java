// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import java.nio.file.Path;

/**
 * Files for HTTPS on loopback, such as those of the public listeners of one node.
 *
 * @param certificate server certificate and its authority, PEM
 * @param key private key, PKCS#8 PEM
 * @param authority the development authority alone, PEM: what others have to trust
 */
public record DevelopmentTls(Path certificate, Path key, Path authority) {}
