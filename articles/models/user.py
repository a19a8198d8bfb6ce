import hashlib
from collections.abc import Iterator

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody with an account at the desk. Readers have none."""

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        permissions = [("assign_roles", _("Can give roles to others"))]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_session_auth_hash(self) -> str:
        """What a session must still match: not only the password, as in Django, but also what the account may do.

        So every session of an account ends when its password, a role or a right of its own is changed, or it is
        switched off, and not only where somebody thinks of it.
        """
        return f"{super().get_session_auth_hash()}:{self._standing()}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        standing = self._standing()
        for password in super().get_session_auth_fallback_hash():
            yield f"{password}:{standing}"

    def _standing(self) -> str:
        groups = sorted(self.groups.values_list("pk", flat=True))
        rights = sorted(self.user_permissions.values_list("pk", flat=True))
        held = (self.is_active, self.is_staff, self.is_superuser, groups, rights)
        return hashlib.sha256(repr(held).encode()).hexdigest()
