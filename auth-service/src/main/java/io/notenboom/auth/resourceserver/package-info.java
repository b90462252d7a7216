// SPDX-License-Identifier: Apache-2.0
/** Resource servers (gateways) that may introspect tokens: who they are, and how they prove it. */
@NullMarked
package io.notenboom.auth.resourceserver;

import org.jspecify.annotations.NullMarked;
