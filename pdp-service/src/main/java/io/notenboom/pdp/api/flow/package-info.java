// SPDX-License-Identifier: Apache-2.0
/** The store of flows and the import into it, over HTTP. */
@NullMarked
package io.notenboom.pdp.api.flow;

import org.jspecify.annotations.NullMarked;
