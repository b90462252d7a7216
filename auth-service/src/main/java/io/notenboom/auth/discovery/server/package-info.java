// SPDX-License-Identifier: Apache-2.0
/** The lists that this node keeps for others. */
@NullMarked
package io.notenboom.auth.discovery.server;

import org.jspecify.annotations.NullMarked;
