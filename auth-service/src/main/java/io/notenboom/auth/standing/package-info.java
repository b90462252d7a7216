// SPDX-License-Identifier: Apache-2.0
/** Whether the registry still stands behind the authorization server of a client. */
@NullMarked
package io.notenboom.auth.standing;

import org.jspecify.annotations.NullMarked;
