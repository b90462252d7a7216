// SPDX-License-Identifier: Apache-2.0
/** Whether credentials are revoked or suspended: own lists from the store, those of others fetched and kept for a while. */
@NullMarked
package io.notenboom.auth.status;

import org.jspecify.annotations.NullMarked;
