// SPDX-License-Identifier: Apache-2.0
/** Gateways that can run on this machine with what was rendered for them. */
@NullMarked
package io.notenboom.gateway.run;

import org.jspecify.annotations.NullMarked;
