// SPDX-License-Identifier: Apache-2.0
/** Status lists for everybody; presentations, trusted issuers and what ends soon for callers of the node. */
@NullMarked
package io.notenboom.auth.api.credential;

import org.jspecify.annotations.NullMarked;
