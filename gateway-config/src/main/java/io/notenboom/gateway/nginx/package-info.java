// SPDX-License-Identifier: Apache-2.0
/** Renders for NGINX (open source, 1.22 and newer) with {@code auth_request}. */
@NullMarked
package io.notenboom.gateway.nginx;

import org.jspecify.annotations.NullMarked;
